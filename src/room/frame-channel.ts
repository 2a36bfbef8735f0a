// Frames without encoding over an overlay's `bulk`: what is too much to go through CBOR. Who may be heard is decided here;
// what a frame means, and whether it was asked for, is the protocol's own affair.

import { createEmitter, type Emitter } from '../primitives/events.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import { MAX_ENVELOPED_BYTES } from '../mesh/envelope.ts';
import type { Overlay } from '../mesh/overlay-ports.ts';
import type { Gate } from './gate.ts';
import type { FrameProtocol } from './protocol-definition.ts';
import type { FrameChannel, ReceivedFrame } from './room.ts';

export interface FrameChannels {
  /** One per protocol; asking again gives the same. */
  open(protocol: FrameProtocol): FrameChannel;
  onDrained(peer: PeerId): void;
}

export interface FrameChannelsOptions {
  readonly overlay: Pick<Overlay, 'send' | 'handle' | 'blame'> & {
    readonly mesh: Pick<Overlay['mesh'], 'bufferedBytes'>;
  };
  readonly gate: Pick<Gate, 'self' | 'mayWrite' | 'isBlocked'>;
}

export function createFrameChannels(options: FrameChannelsOptions): FrameChannels {
  const opened = new Map<string, FrameChannel>();
  const drained = createEmitter<PeerId>();
  return {
    open(protocol) {
      const channel = opened.get(protocol.id) ?? openFrames(protocol, options, drained);
      opened.set(protocol.id, channel);
      return channel;
    },
    onDrained: (peer) => drained.emit(peer),
  };
}

function openFrames(
  { id, version, space }: FrameProtocol,
  { overlay, gate }: FrameChannelsOptions,
  drained: Pick<Emitter<PeerId>, 'on'>,
): FrameChannel {
  const address = { id, version, channel: 'bulk' } as const;
  const frames = createEmitter<ReceivedFrame>();
  const mayWrite = (identity: IdentityId) => space === undefined || gate.mayWrite(identity, space);

  overlay.handle(id, ({ from, version: theirs, channel, payload }) => {
    const { peerId, identityId } = from;
    if (channel !== 'bulk') return overlay.blame(peerId, `${id}: on the wrong channel`);
    // They are told nothing, and nothing is held against them: it is no fault of theirs.
    if (theirs !== version || gate.isBlocked(identityId) || !mayWrite(identityId)) return undefined;
    return frames.emit({ from: peerId, identityId, frame: payload });
  });
  return {
    maxFrameBytes: MAX_ENVELOPED_BYTES,
    send: (to, ...parts) => mayWrite(gate.self) && overlay.send(to, address, ...parts),
    bufferedBytes: (to) => overlay.mesh.bufferedBytes(to),
    onFrame: (listener) => frames.on(listener),
    onDrained: (listener) => drained.on(listener),
    blame: (peer, detail) => overlay.blame(peer, `${id}: ${detail}`),
  };
}
