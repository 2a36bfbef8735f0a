// What was opened in another tab of the inviter's browser finds the tab that waits: an answer is handed to it, an
// invitation of its own is known there. Any page of the origin may speak here: what it says is read as any text is.

/** What is known of an answer that was handed over. */
export type Fate =
  /** No tab took it so far; one may still. */
  | { readonly kind: 'unheard' }
  /** A tab has it, and connects. */
  | { readonly kind: 'taken' }
  /** Whoever answered is in that tab's room. */
  | { readonly kind: 'in' }
  /** `problem`: as that tab names it, or any other word. */
  | { readonly kind: 'failed'; readonly problem: string };

export interface HandOver {
  /** Tells what becomes of the answer, however late, until the returned function is called. */
  offer(text: string, tell: (fate: Fate) => void): () => void;
  /** Whether a tab of this browser shows this invitation, or showed it. */
  isOurs(text: string): Promise<boolean>;
  /** Hears other tabs until the returned function is called; what was taken before is still told to its end. */
  wait(tab: WaitingTab): () => void;
}

export interface WaitingTab {
  /** Undefined when the answer is not for this tab. */
  take(text: string): Promise<TakenAnswer | undefined>;
  isOwn(text: string): boolean;
}

export interface TakenAnswer {
  /** Why whoever answered is not in; undefined once they are. */
  readonly ended: Promise<string | undefined>;
}

const CHANNEL_NAME = 'kith-answers-1';
/** Tabs of one browser answer within a few milliseconds; one that sleeps, when it wakes. */
const WAIT_MS = 1_500;
const MAX_TEXT_LENGTH = 4_096;
/** Answers that a tab looks at or connects with at once. */
const MAX_TAKING = 16;

/** Undefined where pages cannot speak with each other. */
export function createHandOver(scope: typeof globalThis): HandOver | undefined {
  if (typeof scope.BroadcastChannel === 'undefined') return undefined;
  const open = () => new scope.BroadcastChannel(CHANNEL_NAME);
  return {
    offer: (text, tell) => offer(open(), { text, unheard: scope.AbortSignal.timeout(WAIT_MS), tell }),
    isOurs(text) {
      const channel = open();
      return new Promise((resolve) => {
        const settle = (isOurs: boolean) => {
          channel.close();
          resolve(isOurs);
        };
        scope.AbortSignal.timeout(WAIT_MS).addEventListener('abort', () => settle(false));
        channel.addEventListener('message', ({ data }) => {
          if (textIn(data, 'own') === text) settle(true);
        });
        channel.postMessage({ invitation: text });
      });
    },
    wait: (tab) => wait(open(), tab),
  };
}

interface Offering {
  readonly text: string;
  /** Aborts when it is time to say that nobody was heard. */
  readonly unheard: AbortSignal;
  readonly tell: (fate: Fate) => void;
}

function offer(channel: BroadcastChannel, { text, unheard, tell }: Offering): () => void {
  let known: Fate['kind'] | undefined;
  const learn = (fate: Fate) => {
    known = fate.kind;
    tell(fate);
  };
  const patience = new AbortController();
  const { signal } = patience;
  const lose = () => {
    if (known === undefined) learn({ kind: 'unheard' });
  };
  unheard.addEventListener('abort', lose, { signal });
  channel.addEventListener('message', ({ data }) => {
    const isEnded = known === 'in' || known === 'failed';
    if (textIn(data, 'in') === text) learn({ kind: 'in' });
    if (textIn(data, 'failed') === text) learn({ kind: 'failed', problem: textIn(data, 'problem') ?? '' });
    if (textIn(data, 'taken') === text && !isEnded) learn({ kind: 'taken' });
  });
  channel.postMessage({ answer: text });
  return () => {
    patience.abort();
    channel.close();
  };
}

function wait(channel: BroadcastChannel, tab: WaitingTab): () => void {
  const taking = new Map<string, 'asked' | 'taken'>();
  let isOver = false;

  /** Everybody who offers the same hears the same. */
  async function hear(answer: string): Promise<void> {
    if (taking.get(answer) === 'taken') channel.postMessage({ taken: answer });
    if (isOver || taking.has(answer) || taking.size >= MAX_TAKING) return;
    taking.set(answer, 'asked');
    const taken = await tab.take(answer);
    if (taken) {
      taking.set(answer, 'taken');
      channel.postMessage({ taken: answer });
      const problem = await taken.ended;
      channel.postMessage(problem === undefined ? { in: answer } : { failed: answer, problem });
    }
    taking.delete(answer);
    closeWhenDone();
  }

  function closeWhenDone(): void {
    if (isOver && taking.size === 0) channel.close();
  }

  channel.addEventListener('message', ({ data }) => {
    const [answer, invitation] = [textIn(data, 'answer'), textIn(data, 'invitation')];
    if (!isOver && invitation !== undefined && tab.isOwn(invitation))
      channel.postMessage({ own: invitation });
    if (answer !== undefined) void hear(answer);
  });
  return () => {
    isOver = true;
    closeWhenDone();
  };
}

function textIn(data: unknown, name: string): string | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return undefined;
  const text: unknown = Reflect.get(data, name);
  return typeof text === 'string' && text.length <= MAX_TEXT_LENGTH ? text : undefined;
}
