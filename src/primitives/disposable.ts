// What holds resources can be disposed, once, in the reverse order of acquiring them.

export interface Disposable {
  dispose(): void;
}

export interface Disposables extends Disposable {
  /** Runs `action` at disposal; at once if that has been. */
  add(action: () => void): void;
  readonly isDisposed: boolean;
}

export function createDisposables(): Disposables {
  const actions: (() => void)[] = [];
  let isDisposed = false;
  return {
    get isDisposed() {
      return isDisposed;
    },
    add(action) {
      if (isDisposed) action();
      else actions.push(action);
    },
    dispose() {
      isDisposed = true;
      for (let action = actions.pop(); action; action = actions.pop()) action();
    },
  };
}
