import { describe, expect, it, vi } from 'vitest';
import { holdTabLock, type LockWorld } from '../../../src/platform/tab-lock.ts';

/** The Web Locks API with one name, as the specification describes it. */
function createLocks(): LockWorld {
  let last: Promise<unknown> = Promise.resolve();
  let isHeld = false;
  return {
    async request(_, { ifAvailable, signal }, callback) {
      if (ifAvailable === true && isHeld) return callback(null);
      const before = last;
      const run = async () => {
        await before;
        if (signal?.aborted) throw new DOMException('given up', 'AbortError');
        isHeld = true;
        await callback({});
        isHeld = false;
      };
      last = run().catch(() => undefined);
      return last;
    },
  };
}

describe('a lock between tabs', () => {
  it('is held at once by the first', async () => {
    const onWait = vi.fn();
    const held = await holdTabLock('room', {
      signal: new AbortController().signal,
      onWait,
      locks: createLocks(),
    });
    expect(held).toBe(true);
    expect(onWait).not.toHaveBeenCalled();
  });

  it('passes on when the first lets go, and says so while it waits', async () => {
    const locks = createLocks();
    const first = new AbortController();
    await holdTabLock('room', { signal: first.signal, onWait: () => undefined, locks });
    const onWait = vi.fn();
    const second = holdTabLock('room', { signal: new AbortController().signal, onWait, locks });
    await vi.waitFor(() => expect(onWait).toHaveBeenCalledOnce());
    first.abort();
    expect(await second).toBe(true);
  });

  it('is not taken by who gave up before', async () => {
    const gone = new AbortController();
    gone.abort();
    expect(
      await holdTabLock('room', { signal: gone.signal, onWait: () => undefined, locks: createLocks() }),
    ).toBe(false);
  });

  it('counts as held where the browser refuses locks', async () => {
    const locks: LockWorld = { request: () => Promise.reject(new DOMException('opaque', 'SecurityError')) };
    const { signal } = new AbortController();
    expect(await holdTabLock('room', { signal, onWait: () => undefined, locks })).toBe(true);
  });
});
