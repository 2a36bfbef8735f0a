// How many look at something, each until they say otherwise.

export interface Watchers {
  readonly isAny: boolean;
  /** One more, until the returned function is called. */
  add(): () => void;
}

export function createWatchers(): Watchers {
  let count = 0;
  return {
    get isAny() {
      return count > 0;
    },
    add() {
      let isWatching = true;
      count += 1;
      return () => {
        if (isWatching) count -= 1;
        isWatching = false;
      };
    },
  };
}
