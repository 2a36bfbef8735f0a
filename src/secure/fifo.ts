// Results in the order their work was begun, however the work finishes. WebCrypto completes out of order; frames must
// not (PROTOCOL [S2]).

export interface Fifo<T> {
  /** Hands `work`'s result on after all earlier ones. */
  push(work: Promise<T>): void;
  /** Resolves when everything pushed so far has been handed on. */
  settled(): Promise<void>;
}

/** `deliver` gets the results, `fail` the reason when work or delivery throws; the queue goes on after that. */
export function createFifo<T>(deliver: (result: T) => void, fail: (reason: unknown) => void): Fifo<T> {
  let tail = Promise.resolve();
  return {
    push(work) {
      const earlier = tail;
      // Looked at from the start: a failure that waits for its turn is no unhandled rejection.
      const outcome = work.then(
        (result) => () => deliver(result),
        (reason: unknown) => () => fail(reason),
      );
      tail = earlier.then(async () => (await outcome)()).catch(fail);
    },
    settled: () => tail,
  };
}
