// The first part of a link's life as a link of its own: what is agreed in it is sealed under keys of its own, and then
// the link below goes on as if it were new.

import type { Unsubscribe } from '../../primitives/events.ts';
import type { Link } from '../../transport/transport.ts';

export interface LinkPhase {
  readonly link: Link;
  /** After so many more frames what comes is held for whoever listens to the link below next. */
  holdAfter(frames: number): void;
  /** Ends the phase and gives the link below back; what comes on it from now on waits for its next listener. */
  release(): Link;
}

export function createLinkPhase(below: Link): LinkPhase {
  let stopFrames: Unsubscribe = () => {};
  let isReleased = false;
  let left = Infinity;
  const link: Link = {
    localId: below.localId,
    remoteId: below.remoteId,
    role: below.role,
    fingerprints: below.fingerprints,
    get isOpen() {
      return !isReleased && below.isOpen;
    },
    get isInterrupted() {
      return below.isInterrupted;
    },
    onInterrupted: (listener) => below.onInterrupted(listener),
    get isDoubted() {
      return below.isDoubted === true;
    },
    onDoubted: (listener) => below.onDoubted?.(listener) ?? (() => undefined),
    bufferedBytes: (channel) => below.bufferedBytes(channel),
    send: (channel, data) =>
      isReleased ? { ok: false, error: { code: 'closed' } } : below.send(channel, data),
    onDrained: (listener) => below.onDrained(listener),
    onFrame(listener) {
      stopFrames = below.onFrame((frame) => {
        left -= 1;
        if (left <= 0) stopFrames();
        listener(frame);
      });
      return stopFrames;
    },
    onClosed: (listener) => below.onClosed((reason) => !isReleased && listener(reason)),
    // Who comes in is decided in the link's next part.
    admit: () => undefined,
    close(detail) {
      if (!isReleased) below.close(detail);
    },
    route: () => below.route(),
  };
  return {
    link,
    holdAfter(frames) {
      left = frames;
      if (frames === 0) stopFrames();
    },
    release() {
      isReleased = true;
      stopFrames();
      return below;
    },
  };
}
