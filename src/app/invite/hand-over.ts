// An answer that was opened in another tab of the inviter's browser finds the tab that waits for it. Any page of the
// origin may speak here: what it says is read as any answer is.

export interface HandOver {
  /** Whether a tab that waits for it took the answer. */
  offer(text: string): Promise<boolean>;
  /** Answers from other tabs, until the returned function is called. `take` says whether it is for this tab. */
  wait(take: (text: string) => Promise<boolean>): () => void;
}

const CHANNEL_NAME = 'kith-answers-1';
/** Tabs of one browser answer within a few milliseconds; one that looks whose answer it is, a little later. */
const WAIT_MS = 1_500;
const MAX_TEXT_LENGTH = 4_096;

/** Undefined where pages cannot speak with each other. */
export function createHandOver(scope: typeof globalThis): HandOver | undefined {
  if (typeof scope.BroadcastChannel === 'undefined') return undefined;
  return {
    offer(text) {
      const channel = new scope.BroadcastChannel(CHANNEL_NAME);
      return new Promise((resolve) => {
        const settle = (isTaken: boolean) => {
          channel.close();
          resolve(isTaken);
        };
        const signal = AbortSignal.timeout(WAIT_MS);
        signal.addEventListener('abort', () => settle(false));
        channel.addEventListener('message', ({ data }) => {
          if (typeof data === 'object' && data !== null && 'taken' in data && data.taken === text)
            settle(true);
        });
        channel.postMessage({ answer: text });
      });
    },
    wait(take) {
      const channel = new scope.BroadcastChannel(CHANNEL_NAME);
      channel.addEventListener('message', ({ data }) => {
        const text: unknown =
          typeof data === 'object' && data !== null && 'answer' in data ? data.answer : undefined;
        if (typeof text !== 'string' || text.length > MAX_TEXT_LENGTH) return;
        void take(text).then((isTaken) => isTaken && channel.postMessage({ taken: text }));
      });
      return () => channel.close();
    },
  };
}
