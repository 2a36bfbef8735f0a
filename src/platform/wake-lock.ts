// Keeps the screen on while something moves: a phone that goes dark stops what its page sends and fetches. Asked for when
// something moves and the page is seen, let go soon afterwards. A browser that knows no such lock, or says no, is let be.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';

/** After the last movement: a pause between two files is none. */
export const AWAKE_MS = 10_000;

/** The parts of a page that are needed here. */
export interface WakeLockWindow {
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  readonly navigator: {
    readonly wakeLock?: { request(type: 'screen'): Promise<{ release(): Promise<void> }> };
  };
}

export interface ScreenWakeLock extends Disposable {
  /** Something moved. As often as one likes. */
  onMoved(): void;
}

export function createScreenWakeLock(window: WakeLockWindow, clock: Clock): ScreenWakeLock {
  return new HeldScreen(window, clock);
}

class HeldScreen implements ScreenWakeLock {
  readonly #window: WakeLockWindow;
  readonly #clock: Clock;
  readonly #onVisibility = () => this.#follow();
  #movedMs = 0;
  /** Stands while something moves. */
  #cancel: Cancel | undefined;
  #lock: { release(): Promise<void> } | undefined;
  #isAsking = false;
  #isDisposed = false;

  constructor(window: WakeLockWindow, clock: Clock) {
    this.#window = window;
    this.#clock = clock;
  }

  onMoved(): void {
    if (this.#isDisposed) return;
    this.#movedMs = this.#clock.nowMs();
    if (this.#cancel) return;
    this.#window.document.addEventListener('visibilitychange', this.#onVisibility);
    this.#watch(AWAKE_MS);
    this.#follow();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#rest();
  }

  get #isWanted(): boolean {
    return this.#cancel !== undefined && this.#window.document.visibilityState === 'visible';
  }

  #watch(delayMs: number): void {
    this.#cancel = this.#clock.schedule(delayMs, () => {
      const leftMs = this.#movedMs + AWAKE_MS - this.#clock.nowMs();
      if (leftMs > 0) this.#watch(leftMs);
      else this.#rest();
    });
  }

  #rest(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#window.document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#follow();
  }

  #follow(): void {
    if (this.#isWanted) void this.#hold();
    else this.#letGo();
  }

  async #hold(): Promise<void> {
    const { wakeLock } = this.#window.navigator;
    if (!wakeLock || this.#lock || this.#isAsking) return;
    this.#isAsking = true;
    // Refused with a battery that is low, for one: asked again when the page is shown again, or something moves anew.
    this.#lock = await wakeLock.request('screen').catch(() => undefined);
    this.#isAsking = false;
    if (!this.#isWanted) this.#letGo();
  }

  /** The browser has let go by itself of a page that is not seen. */
  #letGo(): void {
    const lock = this.#lock;
    this.#lock = undefined;
    lock?.release().catch(() => undefined);
  }
}
