// One tab of this browser at a time: the Web Locks API as a promise of holding a name.

/** The parts of `navigator.locks` in use. */
export interface LockWorld {
  request(
    name: string,
    options: { readonly signal?: AbortSignal; readonly ifAvailable?: boolean },
    callback: (lock: object | null) => Promise<void> | undefined,
  ): Promise<unknown>;
}

export interface TabLockOptions {
  /** Gives up waiting, or lets go. */
  readonly signal: AbortSignal;
  /** Another tab holds the name; the promise goes on. */
  readonly onWait: () => void;
  readonly locks?: LockWorld | undefined;
}

/**
 * Resolves once this tab holds `name`: at once, or when the other tab has closed or let go. The name is held until
 * `signal` aborts. False when it aborted before. Where the browser has no locks the tab is taken to be alone.
 */
export async function holdTabLock(name: string, options: TabLockOptions): Promise<boolean> {
  const { signal, onWait, locks = globalThis.navigator?.locks } = options;
  if (signal.aborted) return false;
  if (!locks) return true;
  const held = () =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  try {
    const isFree = await new Promise<boolean>((resolve, reject) => {
      locks
        .request(name, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock === null ? undefined : held();
        })
        .catch(reject);
    });
    if (isFree) return true;
    onWait();
    return await new Promise<boolean>((resolve, reject) => {
      locks
        .request(name, { signal }, () => {
          resolve(!signal.aborted);
          return held();
        })
        .catch(reject);
    });
  } catch {
    // Aborted while it waited, or a page that may have no locks (an opaque origin): the latter is alone with its storage.
    return !signal.aborted;
  }
}
