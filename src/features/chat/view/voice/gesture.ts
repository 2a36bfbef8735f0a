// What a finger on the microphone means by where it went. Pure.

/** A press on the microphone's button, as it goes on. */
export interface Press {
  readonly isDown: boolean;
  /** Pixels from where it began, on the screen. */
  readonly dx: number;
  readonly dy: number;
  /** It was over before it could have been meant as holding. */
  readonly isTap: boolean;
}

export const TAPPED: Press = { isDown: false, dx: 0, dy: 0, isTap: true };

/** Shorter is a tap: it starts a recording that nobody needs to hold. Source: Android's long press is 400 ms. */
export const TAP_MS = 350;
/** As far as a thumb reaches without letting go of the phone. */
const CANCEL_PX = 96;
const LOCK_PX = 56;

/** How far the finger went towards cancelling and towards locking, each from 0 to 1; 1 does it. */
export interface Pull {
  readonly cancel: number;
  readonly lock: number;
}

/** Cancelling is towards the beginning of the line, locking is upwards; whichever went further counts. */
export function pullOf({ dx, dy }: Pick<Press, 'dx' | 'dy'>, isRightToLeft: boolean): Pull {
  const back = Math.max(0, isRightToLeft ? dx : -dx);
  const up = Math.max(0, -dy);
  return back / CANCEL_PX >= up / LOCK_PX
    ? { cancel: Math.min(1, back / CANCEL_PX), lock: 0 }
    : { cancel: 0, lock: Math.min(1, up / LOCK_PX) };
}
