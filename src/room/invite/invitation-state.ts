// Which invitations may be answered, as a function of what happened: one is shown, one that was replaced may still be
// answered for a while. Pure; what is made, withdrawn and linked is done elsewhere (inviter.ts, PROTOCOL [O6]).

/** How long one is shown before another takes its place (s). */
export const SHOWN_MS = 5 * 60_000;
/** How long it may be answered, from its making on: whoever scanned it at the last moment has 5 minutes. */
export const ANSWERABLE_MS = 2 * SHOWN_MS;
/** Connections that wait for an answer at once; each holds ports and a certificate. */
export const MAX_WAITING = 3;
/** After nothing could be made: the network may be another one by then. */
export const RETRY_MS = 5_000;
/** Remembered, so that a second answer hears why it is none. */
const MAX_USED = 16;

export interface Waiting {
  readonly id: number;
  readonly madeAtMs: number;
}

export interface InvitationState {
  /** One is made, and no other. */
  readonly isSingle: boolean;
  /** The newest is shown. */
  readonly waiting: readonly Waiting[];
  /** One is being made. */
  readonly isMaking: boolean;
  /** The person asked for another one, which is not there yet. */
  readonly isWanted: boolean;
  readonly retryAtMs: number | undefined;
  /** Answered or withdrawn; newest last. */
  readonly used: readonly { readonly id: number; readonly how: 'answered' | 'expired' }[];
  readonly nextId: number;
}

export type InvitationEvent =
  | { readonly type: 'tick' }
  | { readonly type: 'made'; readonly id: number }
  | { readonly type: 'not-made' }
  | { readonly type: 'answered'; readonly id: number }
  /** The person wants another one now. */
  | { readonly type: 'renew' };

export type InvitationEffect =
  | { readonly type: 'make'; readonly id: number }
  | { readonly type: 'withdraw'; readonly id: number };

export interface InvitationStep {
  readonly state: InvitationState;
  readonly effects: readonly InvitationEffect[];
}

export const NO_INVITATIONS: InvitationState = {
  isSingle: false,
  waiting: [],
  isMaking: false,
  isWanted: false,
  retryAtMs: undefined,
  used: [],
  nextId: 1,
};

export const SINGLE_INVITATION: InvitationState = { ...NO_INVITATIONS, isSingle: true };

export function stepInvitations(
  state: InvitationState,
  event: InvitationEvent,
  nowMs: number,
): InvitationStep {
  const changed = apply(state, event, nowMs);
  const expired = changed.waiting.filter(({ madeAtMs }) => nowMs - madeAtMs >= ANSWERABLE_MS);
  const kept = changed.waiting.filter((each) => !expired.includes(each));
  const surplus = kept.slice(0, Math.max(0, kept.length - MAX_WAITING));
  const gone = [...expired, ...surplus];
  const waiting = kept.slice(surplus.length);
  const shown = waiting.at(-1);
  const isDue = !shown || nowMs - shown.madeAtMs >= SHOWN_MS || changed.isWanted;
  const mayMake = !changed.isMaking && !isSpent(changed) && nowMs >= (changed.retryAtMs ?? 0);
  const isMaking = changed.isMaking || (isDue && mayMake);
  const begins = isMaking && !changed.isMaking;
  return {
    state: {
      isSingle: changed.isSingle,
      waiting,
      isMaking,
      isWanted: changed.isWanted,
      retryAtMs: begins ? undefined : changed.retryAtMs,
      used: remember(changed.used, gone, 'expired'),
      nextId: changed.nextId + (begins ? 1 : 0),
    },
    effects: [
      ...gone.map(({ id }) => ({ type: 'withdraw', id }) as const),
      ...(begins ? [{ type: 'make', id: changed.nextId } as const] : []),
    ],
  };
}

/** When something happens by itself next; undefined while one is being made. */
export function nextInvitationMs(state: InvitationState): number | undefined {
  const { waiting, isMaking, isWanted, retryAtMs = 0 } = state;
  const shown = isWanted ? undefined : waiting.at(-1);
  const times = waiting.map(({ madeAtMs }) => madeAtMs + ANSWERABLE_MS);
  if (!isMaking && !isSpent(state)) times.push(Math.max(retryAtMs, shown ? shown.madeAtMs + SHOWN_MS : 0));
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** The only one was made, or could not be. */
function isSpent({ isSingle, nextId }: InvitationState): boolean {
  return isSingle && nextId > 1;
}

function apply(state: InvitationState, event: InvitationEvent, nowMs: number): InvitationState {
  switch (event.type) {
    case 'made': {
      const waiting = [...state.waiting, { id: event.id, madeAtMs: nowMs }];
      return { ...state, waiting, isMaking: false, isWanted: false };
    }
    case 'not-made':
      return { ...state, isMaking: false, retryAtMs: nowMs + RETRY_MS };
    case 'answered': {
      const answered = state.waiting.filter(({ id }) => id === event.id);
      const waiting = state.waiting.filter(({ id }) => id !== event.id);
      return { ...state, waiting, used: remember(state.used, answered, 'answered') };
    }
    case 'renew':
      return { ...state, retryAtMs: undefined, isWanted: true };
    default:
      return state;
  }
}

function remember(
  used: InvitationState['used'],
  gone: readonly Waiting[],
  how: 'answered' | 'expired',
): InvitationState['used'] {
  return [...used, ...gone.map(({ id }) => ({ id, how }))].slice(-MAX_USED);
}
