// Holds what arrives on a link until somebody listens, so that an early honest frame is not lost. Knows no medium.

import type { Unsubscribe } from '../primitives/events.ts';
import { CHANNELS, MAX_EARLY_BYTES, type ChannelName, type Frame } from './transport.ts';

type Listener = (frame: Frame) => void;

/** What a held frame costs beside its bytes, so that empty frames are bounded too. */
const FRAME_COST_BYTES = 64;

export interface FrameInbox {
  /**
   * Delivers, or holds while nobody listens. False when a reliable channel would have to hold more than
   * {@link MAX_EARLY_BYTES}: the link must end then, since a silent loss would break the order above.
   */
  push(frame: Frame): boolean;
  /** Replaces the listener; what is held goes to it first, as a microtask. */
  onFrame(listener: Listener): Unsubscribe;
  /** Drops what is held and the listener. */
  clear(): void;
}

export function createFrameInbox(): FrameInbox {
  let listener: Listener | undefined;
  let isDraining = false;
  let held: Frame[] = [];
  const heldBytes = new Map<ChannelName, number>(CHANNELS.map((channel) => [channel, 0]));

  /** A single full frame is always held: it may be larger than the limit by its envelope. */
  function hold(frame: Frame): boolean {
    const before = heldBytes.get(frame.channel) ?? 0;
    const after = before + frame.data.length + FRAME_COST_BYTES;
    if (before > 0 && after > MAX_EARLY_BYTES) return frame.channel === 'realtime';
    heldBytes.set(frame.channel, after);
    held.push(frame);
    return true;
  }

  function drain(): void {
    isDraining = false;
    const frames = held;
    held = [];
    for (const channel of CHANNELS) heldBytes.set(channel, 0);
    for (const frame of frames) deliver(frame);
  }

  /** A listener that goes away in the middle of draining leaves the rest held. */
  function deliver(frame: Frame): boolean {
    if (!listener || isDraining) return hold(frame);
    listener(frame);
    return true;
  }

  return {
    push: deliver,
    onFrame(next) {
      listener = next;
      if (held.length > 0 && !isDraining) {
        isDraining = true;
        queueMicrotask(drain);
      }
      return () => {
        if (listener === next) listener = undefined;
      };
    },
    clear() {
      listener = undefined;
      held = [];
    },
  };
}
