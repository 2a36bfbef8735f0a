import { describe, expect, it } from 'vitest';
import { AWAKE_MS, createScreenWakeLock, type WakeLockWindow } from '../../../src/platform/wake-lock.ts';
import { createSimClock } from '../../support/sim-clock.ts';

function stage(refuse = false) {
  const clock = createSimClock();
  const target = new EventTarget();
  const seen = { asked: 0, held: 0, visibility: 'visible' as DocumentVisibilityState };
  const window: WakeLockWindow = {
    document: {
      get visibilityState() {
        return seen.visibility;
      },
      addEventListener: target.addEventListener.bind(target),
      removeEventListener: target.removeEventListener.bind(target),
    },
    navigator: {
      wakeLock: {
        async request() {
          seen.asked += 1;
          if (refuse) throw new DOMException('a low battery', 'NotAllowedError');
          seen.held += 1;
          return {
            async release() {
              seen.held -= 1;
            },
          };
        },
      },
    },
  };
  const show = async (visibility: DocumentVisibilityState) => {
    seen.visibility = visibility;
    target.dispatchEvent(new Event('visibilitychange'));
    await clock.advance(1);
  };
  return { clock, seen, show, window, lock: createScreenWakeLock(window, clock) };
}

describe('the screen', () => {
  it('stays on while something moves, and some seconds longer', async () => {
    const { clock, seen, lock } = stage();
    expect([seen.asked, clock.pendingTimers]).toEqual([0, 0]);
    for (let times = 0; times < 100; times += 1) {
      lock.onMoved();
      await clock.advance(500);
    }
    expect([seen.asked, seen.held]).toEqual([1, 1]);
    await clock.advance(AWAKE_MS - 1_000);
    expect(seen.held).toBe(1);
    await clock.advance(1_000);
    expect([seen.held, clock.pendingTimers]).toEqual([0, 0]);
    lock.onMoved();
    await clock.advance(1);
    expect([seen.asked, seen.held]).toEqual([2, 1]);
  });

  it('is let go with a page that is not seen, and held again when it is', async () => {
    const { clock, seen, lock, show } = stage();
    lock.onMoved();
    await clock.advance(1);
    await show('hidden');
    expect(seen.held).toBe(0);
    lock.onMoved();
    await clock.advance(1_000);
    expect([seen.asked, seen.held]).toEqual([1, 0]);
    await show('visible');
    expect([seen.asked, seen.held]).toEqual([2, 1]);
    await clock.advance(2 * AWAKE_MS);
    await show('hidden');
    await show('visible');
    expect([seen.asked, seen.held]).toEqual([2, 0]);
  });

  it('is asked for once where that is refused, and again when the page is shown again', async () => {
    const { clock, seen, lock, show } = stage(true);
    for (let times = 0; times < 10; times += 1) {
      lock.onMoved();
      await clock.advance(500);
    }
    expect(seen.asked).toBe(1);
    await show('hidden');
    await show('visible');
    expect(seen.asked).toBe(2);
  });

  it('is let go at the end, also when it is given only then', async () => {
    const { clock, seen, lock, window } = stage();
    lock.onMoved();
    lock.dispose();
    await clock.advance(1);
    expect([seen.asked, seen.held, clock.pendingTimers]).toEqual([1, 0, 0]);
    lock.onMoved();
    expect([seen.asked, clock.pendingTimers]).toEqual([1, 0]);
    const without = createScreenWakeLock({ document: window.document, navigator: {} }, clock);
    without.onMoved();
    await clock.advance(2 * AWAKE_MS);
    expect([seen.asked, clock.pendingTimers]).toEqual([1, 0]);
  });
});
