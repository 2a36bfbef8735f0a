// Frames that arrive before the keys are ready: held until their turn, within bounds (PROTOCOL [H4]).

import type { Bytes } from '../primitives/bytes.ts';
import { CHANNELS, MAX_EARLY_BYTES, type ChannelName, type Frame } from '../transport/transport.ts';

export interface EarlyFrames {
  /** False when the channel would hold more than 64 KiB; a single full frame always has room. */
  push(frame: Frame): boolean;
  /** The oldest frame of `control`. */
  takeControl(): Bytes | undefined;
  /** Everything, in the order of arrival. */
  takeAll(): readonly Frame[];
}

/** What holding a frame costs beside its bytes, so that empty frames are bounded too. */
const FRAME_COST_BYTES = 64;

export function createEarlyFrames(): EarlyFrames {
  let frames: Frame[] = [];
  const heldBytes = new Map<ChannelName, number>(CHANNELS.map((channel) => [channel, 0]));
  const count = (channel: ChannelName, bytes: number) => {
    heldBytes.set(channel, (heldBytes.get(channel) ?? 0) + bytes);
  };
  return {
    push(frame) {
      const before = heldBytes.get(frame.channel) ?? 0;
      const cost = frame.data.length + FRAME_COST_BYTES;
      if (before > 0 && before + cost > MAX_EARLY_BYTES) return false;
      count(frame.channel, cost);
      frames.push(frame);
      return true;
    },
    takeControl() {
      const index = frames.findIndex(({ channel }) => channel === 'control');
      const [frame] = index < 0 ? [] : frames.splice(index, 1);
      if (frame) count('control', -frame.data.length - FRAME_COST_BYTES);
      return frame?.data;
    },
    takeAll() {
      const all = frames;
      frames = [];
      return all;
    },
  };
}
