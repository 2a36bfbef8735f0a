// What arrives on the channels of a link, told apart and checked: kind, size, envelope. Everything here is untrusted.

import type { Bytes } from '../primitives/bytes.ts';
import type { ChannelSet } from './channel-set.ts';
import { decodeControlFrame, type Beat, type Pong } from './envelope.ts';
import { decodeNegotiation, type NegotiationMessage } from './negotiation-message.ts';
import { decodeSibling, type SiblingMessage } from './sibling-message.ts';
import { CHANNELS, MAX_FRAME_BYTES, type ChannelName, type Frame } from './transport.ts';

export interface ChannelEvents {
  /** Before every other event: something arrived. */
  onLife(): void;
  onData(frame: Frame): void;
  onPing(beat: Beat): void;
  onPong(pong: Pong): void;
  onGoodbye(detail: string): void;
  onNegotiation(message: NegotiationMessage): void;
  onSibling(message: SiblingMessage): void;
  /** Something that no honest peer sends. */
  onMalformed(detail: string): void;
  onClosed(): void;
}

export function listenToChannels(channels: ChannelSet, events: ChannelEvents): void {
  for (const name of CHANNELS) {
    const channel = channels[name];
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      events.onLife();
      if (!(data instanceof ArrayBuffer)) return events.onMalformed(`text on ${name}`);
      return receive(name, new Uint8Array(data), events);
    });
    channel.addEventListener('close', () => events.onClosed());
  }
}

function receive(channel: ChannelName, bytes: Bytes, events: ChannelEvents): void {
  if (channel === 'control') return receiveControl(bytes, events);
  if (bytes.length > MAX_FRAME_BYTES) return events.onMalformed(`too long on ${channel}`);
  return events.onData({ channel, data: bytes });
}

function receiveControl(bytes: Bytes, events: ChannelEvents): void {
  const frame = bytes.length <= MAX_FRAME_BYTES + 1 ? decodeControlFrame(bytes) : undefined;
  switch (frame?.type) {
    case 'data':
      return events.onData({ channel: 'control', data: frame.data });
    case 'ping':
      return events.onPing(frame);
    case 'pong':
      return events.onPong(frame);
    case 'goodbye':
      return events.onGoodbye(frame.detail);
    case 'negotiation':
      return receiveNegotiation(frame.body, events);
    case 'sibling':
      return receiveSibling(frame.body, events);
    default:
      return events.onMalformed('an unknown envelope on control');
  }
}

function receiveSibling(body: Bytes, events: ChannelEvents): void {
  const message = decodeSibling(body);
  if (message) events.onSibling(message);
  else events.onMalformed('a malformed sibling');
}

function receiveNegotiation(body: Bytes, events: ChannelEvents): void {
  const message = decodeNegotiation(body);
  if (message) events.onNegotiation(message);
  else events.onMalformed('a malformed negotiation');
}
