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
  /** The newest is shown. */
  readonly waiting: readonly Waiting[];
  /** One is being made. */
  readonly isMaking: boolean;
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
  waiting: [],
  isMaking: false,
  retryAtMs: undefined,
  used: [],
  nextId: 1,
};

export function stepInvitations(
  state: InvitationState,
  event: InvitationEvent,
  nowMs: number,
): InvitationStep {
  const { state: changed, mustMake } = apply(state, event, nowMs);
  const expired = changed.waiting.filter(({ madeAtMs }) => nowMs - madeAtMs >= ANSWERABLE_MS);
  const kept = changed.waiting.filter((each) => !expired.includes(each));
  const surplus = kept.slice(0, Math.max(0, kept.length - MAX_WAITING));
  const gone = [...expired, ...surplus];
  const waiting = kept.slice(surplus.length);
  const shown = waiting.at(-1);
  const isDue = !shown || nowMs - shown.madeAtMs >= SHOWN_MS || mustMake;
  const mayMake = !changed.isMaking && nowMs >= (changed.retryAtMs ?? 0);
  const isMaking = changed.isMaking || (isDue && mayMake);
  const begins = isMaking && !changed.isMaking;
  return {
    state: {
      waiting,
      isMaking,
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
export function nextInvitationMs({ waiting, isMaking, retryAtMs }: InvitationState): number | undefined {
  const shown = waiting.at(-1);
  const times = waiting.map(({ madeAtMs }) => madeAtMs + ANSWERABLE_MS);
  if (!isMaking) times.push(Math.max(retryAtMs ?? 0, shown ? shown.madeAtMs + SHOWN_MS : (retryAtMs ?? 0)));
  return times.length > 0 ? Math.min(...times) : undefined;
}

function apply(
  state: InvitationState,
  event: InvitationEvent,
  nowMs: number,
): { readonly state: InvitationState; readonly mustMake: boolean } {
  switch (event.type) {
    case 'made': {
      const waiting = [...state.waiting, { id: event.id, madeAtMs: nowMs }];
      return { state: { ...state, waiting, isMaking: false }, mustMake: false };
    }
    case 'not-made':
      return { state: { ...state, isMaking: false, retryAtMs: nowMs + RETRY_MS }, mustMake: false };
    case 'answered': {
      const answered = state.waiting.filter(({ id }) => id === event.id);
      const waiting = state.waiting.filter(({ id }) => id !== event.id);
      return {
        state: { ...state, waiting, used: remember(state.used, answered, 'answered') },
        mustMake: false,
      };
    }
    case 'renew':
      return { state: { ...state, retryAtMs: undefined }, mustMake: true };
    default:
      return { state, mustMake: false };
  }
}

function remember(
  used: InvitationState['used'],
  gone: readonly Waiting[],
  how: 'answered' | 'expired',
): InvitationState['used'] {
  return [...used, ...gone.map(({ id }) => ({ id, how }))].slice(-MAX_USED);
}
