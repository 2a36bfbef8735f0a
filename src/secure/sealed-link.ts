// A SecureLink over a link whose handshake is done: a sealer and an opener per channel, and an orderly end. Knows no
// handshake and no meaning of payloads.

import type { Bytes } from '../primitives/bytes.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import { err, ok } from '../primitives/result.ts';
import { createClosing } from '../transport/closing.ts';
import { createFrameInbox } from '../transport/frame-inbox.ts';
import {
  CHANNELS,
  MAX_QUEUED_BYTES,
  type ChannelName,
  type Frame,
  type Link,
} from '../transport/transport.ts';
import { createOpener, createSealer, SEALING_BYTES, type Opener, type Sealer } from './cipher.ts';
import type { HandshakeOutcome } from './handshake.ts';
import { otherRole, type BySide } from './handshake-setup.ts';
import type { TrafficKeys } from './key-schedule.ts';
import { MAX_PAYLOAD_BYTES, type SecureLink } from './secure-link.ts';

export interface SealedLink {
  readonly link: SecureLink;
  /** Takes a frame of the link below. */
  receive(frame: Frame): void;
}

/** What a transport may count for a frame beside its bytes; a frame sealed already must find room below. */
const FRAME_ALLOWANCE_BYTES = 128;

export function createSealedLink(link: Link, outcome: HandshakeOutcome, crypto: CryptoPort): SealedLink {
  const inbox = createFrameInbox();
  const closing = createClosing();
  let isEnding = false;

  function endAtOnce(detail: string): void {
    isEnding = true;
    link.close(detail);
  }

  function sendFrame(channel: ChannelName, frame: Bytes): void {
    const sent = link.send(channel, frame);
    // A realtime frame may be lost anyway; elsewhere a gap would only show at the other end, as a fault.
    if (!sent.ok && sent.error.code !== 'closed' && channel !== 'realtime')
      endAtOnce('a sealed frame found no room');
  }

  const sealers = createSealers({ link, keys: outcome.keys, crypto }, sendFrame, endAtOnce);
  const openers = createOpeners({ link, keys: outcome.keys, crypto }, endAtOnce, (channel, payload) => {
    if (!isEnding && !inbox.push({ channel, data: payload })) endAtOnce(`nobody listens on ${channel}`);
  });
  const bufferedBytes = (channel: ChannelName) => link.bufferedBytes(channel) + sealers[channel].pendingBytes;

  // What arrived before the end is delivered before the end is told.
  link.onClosed((reason) => void settle(openers).then(() => closing.close(reason)));

  return {
    receive: ({ channel, data }) => openers[channel].push(data),
    link: {
      remote: outcome.remote,
      role: link.role,
      contextIndex: outcome.contextIndex,
      get isOpen() {
        return !isEnding && link.isOpen;
      },
      get isInterrupted() {
        return !isEnding && link.isInterrupted;
      },
      onInterrupted: (listener) => link.onInterrupted(listener),
      get isDoubted() {
        return !isEnding && link.isDoubted === true;
      },
      onDoubted: (listener) => link.onDoubted?.(listener) ?? (() => undefined),
      onDrained: (listener) => link.onDrained(listener),
      bufferedBytes,
      send(channel, payload) {
        if (isEnding || !link.isOpen) return err({ code: 'closed' });
        if (payload.length > MAX_PAYLOAD_BYTES) return err({ code: 'too-large' });
        const cost = payload.length + SEALING_BYTES + FRAME_ALLOWANCE_BYTES;
        if (bufferedBytes(channel) + cost > MAX_QUEUED_BYTES[channel]) return err({ code: 'congested' });
        sealers[channel].push(payload);
        return ok();
      },
      onMessage: (listener) => inbox.onFrame(({ channel, data }) => listener({ channel, payload: data })),
      onClosed: (listener) => closing.onClosed(listener),
      admit: () => link.admit(),
      close(detail) {
        if (isEnding) return;
        isEnding = true;
        // Last words are still being sealed.
        void settle(sealers).then(() => link.close(detail));
      },
      route: () => link.route(),
    },
  };
}

type ByChannel<T> = Readonly<Record<ChannelName, T>>;

interface Parts {
  readonly link: Link;
  readonly keys: BySide<TrafficKeys>;
  readonly crypto: CryptoPort;
}

function createSealers(
  { link, keys, crypto }: Parts,
  onFrame: (channel: ChannelName, frame: Bytes) => void,
  onFailure: (detail: string) => void,
): ByChannel<Sealer> {
  const ownKeys = keys[link.role];
  return byChannel((channel) =>
    createSealer(
      { crypto, channel, key: ownKeys[channel], allowanceBytes: FRAME_ALLOWANCE_BYTES },
      { onFrame: (frame) => onFrame(channel, frame), onFailure },
    ),
  );
}

function createOpeners(
  { link, keys, crypto }: Parts,
  onViolation: (detail: string) => void,
  onPayload: (channel: ChannelName, payload: Bytes) => void,
): ByChannel<Opener> {
  const theirKeys = keys[otherRole(link.role)];
  return byChannel((channel) =>
    createOpener(
      { crypto, channel, key: theirKeys[channel] },
      { onPayload: (payload) => onPayload(channel, payload), onViolation },
    ),
  );
}

function byChannel<T>(create: (channel: ChannelName) => T): ByChannel<T> {
  return { control: create('control'), bulk: create('bulk'), realtime: create('realtime') };
}

async function settle(queues: ByChannel<{ settled(): Promise<void> }>): Promise<void> {
  await Promise.all(CHANNELS.map((channel) => queues[channel].settled()));
}
