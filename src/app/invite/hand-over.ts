// What was opened in another tab of the inviter's browser finds the tab that waits: an answer is handed to it, an
// invitation of its own is known there. Any page of the origin may speak here: what it says is read as any text is.

export interface HandOver {
  /** Whether a tab that waits for it took the answer. */
  offer(text: string): Promise<boolean>;
  /** Whether a tab of this browser shows this invitation, or showed it. */
  isOurs(text: string): Promise<boolean>;
  /** Hears other tabs until the returned function is called. */
  wait(tab: WaitingTab): () => void;
}

export interface WaitingTab {
  /** Whether the answer was for this tab. */
  take(text: string): Promise<boolean>;
  isOwn(text: string): boolean;
}

const CHANNEL_NAME = 'kith-answers-1';
/** Tabs of one browser answer within a few milliseconds; one that looks whose answer it is, a little later. */
const WAIT_MS = 1_500;
const MAX_TEXT_LENGTH = 4_096;

/** Undefined where pages cannot speak with each other. */
export function createHandOver(scope: typeof globalThis): HandOver | undefined {
  if (typeof scope.BroadcastChannel === 'undefined') return undefined;
  const ask = (question: Readonly<Record<string, string>>, reply: string, text: string) => {
    const channel = new scope.BroadcastChannel(CHANNEL_NAME);
    return new Promise<boolean>((resolve) => {
      const settle = (isSo: boolean) => {
        channel.close();
        resolve(isSo);
      };
      AbortSignal.timeout(WAIT_MS).addEventListener('abort', () => settle(false));
      channel.addEventListener('message', ({ data }) => {
        if (textIn(data, reply) === text) settle(true);
      });
      channel.postMessage(question);
    });
  };
  return {
    offer: (text) => ask({ answer: text }, 'taken', text),
    isOurs: (text) => ask({ invitation: text }, 'own', text),
    wait(tab) {
      const channel = new scope.BroadcastChannel(CHANNEL_NAME);
      channel.addEventListener('message', ({ data }) => {
        const [answer, invitation] = [textIn(data, 'answer'), textIn(data, 'invitation')];
        if (invitation !== undefined && tab.isOwn(invitation)) channel.postMessage({ own: invitation });
        if (answer === undefined) return;
        void tab.take(answer).then((isTaken) => isTaken && channel.postMessage({ taken: answer }));
      });
      return () => channel.close();
    },
  };
}

function textIn(data: unknown, name: string): string | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return undefined;
  const text: unknown = Reflect.get(data, name);
  return typeof text === 'string' && text.length <= MAX_TEXT_LENGTH ? text : undefined;
}
