// Decoders of what comes before a proof and around it: the link's own frames, session descriptions, and messages of
// brokers, of other tabs and of the page.

import { decodeSibling, encodeSibling, type SiblingMessage } from '../../../src/transport/sibling-message.ts';
import { parseHex } from '../../../src/primitives/bytes.ts';
import type { TransportId } from '../../../src/primitives/ids.ts';
import { parsePageMessage } from '../../../src/offline/messages.ts';
import { shareViewAddress } from '../../../src/offline/share.ts';
import { signalSchema } from '../../../src/signaling/signaler.ts';
import { createTabsSignaling } from '../../../src/signaling/tabs-signaler.ts';
import { parseBrokerMessage } from '../../../src/transport/broker-messages.ts';
import { createBrokerGate } from '../../../src/transport/broker-gate.ts';
import type { BrokerPeer } from '../../../src/transport/broker-peer.ts';
import {
  decodeControlFrame,
  encodeControlFrame,
  type ControlFrame,
} from '../../../src/transport/envelope.ts';
import {
  decodeNegotiation,
  encodeNegotiation,
  formatDialId,
  parseDialId,
  type NegotiationMessage,
  type RoundOfDial,
} from '../../../src/transport/negotiation-message.ts';
import { descriptionFingerprint, stateMaxMessageSize } from '../../../src/transport/session-description.ts';
import { isAcceptable } from '../../../host/broker-socket.ts';
import { readGoldenFrames } from '../golden-frames.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { createSimClock } from '../sim-clock.ts';
import type { Decoder } from './fuzz.ts';

const FINGERPRINT = Array.from({ length: 32 }, (_, index) => (index + 16).toString(16).toUpperCase()).join(
  ':',
);
const SDP = [
  'v=0',
  'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'c=IN IP4 0.0.0.0',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:0123456789abcdef01234567',
  `a=fingerprint:sha-256 ${FINGERPRINT}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sctp-port:5000',
  '',
].join('\r\n');
const CANDIDATE = 'candidate:1 1 UDP 2122252543 192.0.2.1 50000 typ host';
const PEER = 'kith-somebody';

const src = PEER;
const connectionId = 'dc_1';
const offer = {
  connectionId,
  type: 'data',
  serialization: 'raw',
  label: connectionId,
  sdp: { type: 'offer', sdp: SDP },
};
const candidate = { candidate: CANDIDATE, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null };
const BROKER_MESSAGES = [
  { type: 'OPEN' },
  { type: 'ERROR', payload: { msg: 'no' } },
  { type: 'LEAVE', src },
  { type: 'OFFER', src, payload: offer },
  { type: 'ANSWER', src, payload: { connectionId, type: 'data', sdp: { type: 'answer', sdp: SDP } } },
  { type: 'CANDIDATE', src, payload: { connectionId, type: 'data', candidate } },
];

const dialId = '00ff';
const SIGNALS = [
  { type: 'offer', dialId, sdp: SDP },
  { type: 'answer', dialId, sdp: SDP },
  { type: 'candidate', dialId, candidate: CANDIDATE, mid: '0', lineIndex: 0 },
  { type: 'refuse', dialId, detail: 'no' },
];

/** A gate between a socket of nobody's and a PeerJS that notes what it hears. */
function createGate() {
  const heard: unknown[] = [];
  let handlers: ((message: unknown) => void)[] = [(message) => heard.push(message)];
  const socket = {
    send: () => undefined,
    on: (_: string, listener: (message: unknown) => void) => handlers.push(listener),
    listeners: () => handlers,
    removeAllListeners: () => (handlers = []),
  };
  const peer = { socket } as unknown as BrokerPeer;
  createBrokerGate(peer, { ownId: 'kith-me' as TransportId, echoId: 'echo', mayOpen: () => true });
  return { heard, hear: (message: unknown) => handlers.map((handle) => handle(message)) };
}

/** A tab that holds an address, and what reached it. */
async function createTab() {
  const clock = createSimClock();
  const listeners: ((event: { readonly data: unknown }) => void)[] = [];
  const posted: unknown[] = [];
  const createChannel = () => ({
    postMessage: (data: unknown) => posted.push(data),
    addEventListener: (_: 'message', listener: (event: { readonly data: unknown }) => void) =>
      listeners.push(listener),
    close: () => undefined,
  });
  const medium = createTabsSignaling({ clock, random: createSeededRandom(1), createChannel });
  const opening = medium.open('kith-me' as TransportId);
  await clock.advance(1_000);
  const opened = await opening;
  if (!opened.ok) throw new Error(opened.error.code);
  const heard: unknown[] = [];
  opened.value.onSignal((received) => heard.push(received));
  posted.length = 0;
  return { heard, posted, hear: (data: unknown) => listeners.map((listener) => listener({ data })) };
}

const tab = await createTab();

export const linkDecoders: readonly Decoder[] = [
  {
    title: "frame of the link's own",
    covers: ['src/transport/envelope.ts#decodeControlFrame'],
    input: 'bytes',
    samples: readGoldenFrames('link-envelope-v1.json').map(
      ({ frame }) => parseHex(frame) ?? new Uint8Array(),
    ),
    decode: (bytes) => decodeControlFrame(Uint8Array.from(bytes)),
    encode: (value) => encodeControlFrame(value as ControlFrame),
    limits: { text: 200, bytes: 140_000 },
  },
  {
    title: 'negotiation of a standing link',
    covers: ['src/transport/negotiation-message.ts#decodeNegotiation'],
    input: 'bytes',
    samples: readGoldenFrames('link-negotiation-v1.json').map(
      ({ frame }) => parseHex(frame) ?? new Uint8Array(),
    ),
    decode: decodeNegotiation,
    encode: (value) => encodeNegotiation(value as NegotiationMessage),
    head: 0,
    limits: { text: 16 * 1024 },
  },
  {
    title: 'sibling of a link',
    covers: ['src/transport/sibling-message.ts#decodeSibling'],
    input: 'bytes',
    samples: readGoldenFrames('link-sibling-v1.json').map(({ frame }) => parseHex(frame) ?? new Uint8Array()),
    decode: decodeSibling,
    encode: (value) => encodeSibling(value as SiblingMessage),
    head: 0,
    limits: { text: 16 * 1024 },
  },
  {
    title: 'dial id of a signal',
    covers: ['src/transport/negotiation-message.ts#parseDialId'],
    input: 'text',
    samples: ['00ff', '00ff.1', 'dc_abc.99999999'],
    decode: parseDialId,
    encode: (value) => formatDialId(value as RoundOfDial),
    limits: { text: 300_000 },
  },
  {
    title: 'fingerprint of a description',
    covers: ['src/transport/session-description.ts#descriptionFingerprint'],
    input: 'text',
    samples: [SDP, `a=fingerprint:sha-256 ${FINGERPRINT}`],
    decode: descriptionFingerprint,
    encode: (value) =>
      `a=fingerprint:sha-256 ${Array.from(value as Uint8Array, (byte) => byte.toString(16).padStart(2, '0')).join(':')}`,
    limits: { bytes: 32 },
  },
  {
    title: 'largest message of a description',
    covers: ['src/transport/session-description.ts#stateMaxMessageSize'],
    input: 'text',
    samples: [SDP, `${SDP}a=max-message-size:65536\r\n`],
    decode: stateMaxMessageSize,
    encode: (value) => value as string,
    check: (value, input) => {
      if ((value as string).length > 2 * input.length) throw new Error('twice as long');
    },
    limits: { text: 290_000 },
  },
  {
    title: 'message of a broker',
    covers: ['src/transport/broker-messages.ts#parseBrokerMessage'],
    input: 'value',
    samples: BROKER_MESSAGES,
    decode: parseBrokerMessage,
    encode: (value) => value,
    limits: { text: 16 * 1024 + 50 },
  },
  {
    title: 'gate in front of PeerJS',
    covers: ['src/transport/broker-gate.ts#createBrokerGate'],
    input: 'value',
    samples: BROKER_MESSAGES,
    decode(message) {
      const gate = createGate();
      gate.hear(message);
      return gate.heard;
    },
    limits: { text: 16 * 1024 + 50, list: 1 },
  },
  {
    title: 'signal',
    covers: ['src/signaling/signaler.ts#signalSchema'],
    input: 'value',
    samples: SIGNALS,
    decode: (value) => signalSchema.parse(value),
    encode: (value) => value,
    limits: { text: 16 * 1024 },
  },
  {
    title: 'message of another tab',
    covers: ['src/signaling/tabs-signaler.ts#createTabsSignaling'],
    input: 'value',
    samples: [
      { type: 'probe', id: 'kith-me', nonce: 'ff' },
      { type: 'held', id: 'kith-me', nonce: '00' },
      { type: 'received', to: 'kith-me', nonce: '00' },
      ...SIGNALS.map((signal) => ({ type: 'signal', to: 'kith-me', from: PEER, nonce: '1', signal })),
    ],
    decode(data) {
      tab.hear(data);
      return { heard: tab.heard.splice(0), posted: tab.posted.splice(0) };
    },
    limits: { text: 16 * 1024, list: 1 },
  },
  {
    title: 'message to the broker',
    covers: ['host/broker-socket.ts#isAcceptable'],
    input: 'text',
    samples: BROKER_MESSAGES.map((message) => JSON.stringify({ ...message, dst: PEER })).concat(
      '{"type":"HEARTBEAT"}',
    ),
    decode: isAcceptable,
  },
  {
    title: 'message to the worker',
    covers: ['src/offline/messages.ts#parsePageMessage'],
    input: 'value',
    samples: [{ type: 'page-status' }, { type: 'skip-waiting' }],
    decode: parsePageMessage,
    encode: (value) => value,
    limits: { text: 20 },
  },
  {
    title: 'what another app shares',
    covers: ['src/offline/share.ts#shareViewAddress'],
    input: 'value',
    samples: [{ title: 'a', text: 'b', url: 'https://example.org/' }],
    decode: (value) => {
      const form = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
      return shareViewAddress({ get: (name) => form[name] });
    },
    limits: { text: 3 * 9 * 4_096 + 40 },
  },
];
