// Decoders below the proof and of what is signed, sealed or kept: the handshake in each of its states, sealed frames,
// entries, boxes, identities at rest.

import { concatBytes, encodeUtf8 } from '../../../src/primitives/bytes.ts';
import { encodeMessage, type Encodable } from '../../../src/primitives/codec.ts';
import type { CryptoPort } from '../../../src/primitives/crypto.ts';
import type { Schema } from '../../../src/primitives/schema.ts';
import { createOpener } from '../../../src/secure/cipher.ts';
import { counterNonce, decodeCounter, encodeCounter } from '../../../src/secure/counter-nonce.ts';
import { signEntry, verifyEntry, type EntryPlace } from '../../../src/secure/entry.ts';
import { continueHandshake, startHandshake, type HandshakeState } from '../../../src/secure/handshake.ts';
import { unwrapIdentity, wrapIdentity, wrappingOf } from '../../../src/secure/identity-record.ts';
import { generateIdentitySecrets } from '../../../src/secure/identity.ts';
import {
  decodeBody,
  FRAME,
  frameOf,
  HELLO,
  HELLO_VERSION,
  PROOF,
  REFUSAL,
} from '../../../src/secure/protocol.ts';
import { openBox, sealBox } from '../../../src/secure/sealed-box.ts';
import type { ChannelName } from '../../../src/transport/transport.ts';
import { createFakeCrypto } from '../fake-crypto.ts';
import { makeContext, makePerson } from '../secure-pair.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { HONEST_FINGERPRINTS } from '../wired-links.ts';
import type { Decoder } from './fuzz.ts';

const ROOM = makeContext(3);
const PLACE: EntryPlace = { purpose: 'room', namespace: ROOM.namespace };
const random = createSeededRandom(5);
const crypto = createFakeCrypto(random);
/** As if every signature held: what comes after one is looked at too. */
const believing: CryptoPort = { ...crypto, verify: async () => true };

const [alice, bob] = [await makePerson(1, believing), await makePerson(2, believing)];

interface Passed {
  readonly state: HandshakeState;
  readonly next: Uint8Array;
}

/** Every state an honest handshake passes through, with the frame that comes next. */
async function passStates(psk: Uint8Array | undefined): Promise<readonly Passed[]> {
  const contexts = [psk ? ROOM : { namespace: ROOM.namespace }];
  const begin = (role: 'dialer' | 'listener') => {
    const { peer, random: own } = role === 'dialer' ? alice : bob;
    const fingerprints = HONEST_FINGERPRINTS[role];
    const setup = { role, peer, contexts, capabilities: ['a'], fingerprints, crypto: believing } as const;
    return startHandshake(setup, own);
  };
  const steps = { dialer: await begin('dialer'), listener: await begin('listener') };
  const passed: Passed[] = [];
  const waiting = steps.dialer.send.map((frame) => ({ to: 'listener' as 'dialer' | 'listener', frame }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { to, frame } = next;
    passed.push({ state: steps[to].state, next: frame });
    steps[to] = await continueHandshake(steps[to].state, frame);
    const other = to === 'dialer' ? 'listener' : 'dialer';
    waiting.push(...steps[to].send.map((each) => ({ to: other, frame: each }) as const));
  }
  return passed;
}

const passed = [...(await passStates(ROOM.psk)), ...(await passStates(undefined))];

function inState({ state, next }: Passed, index: number): Decoder {
  return {
    title: `handshake ${state.kind} (${index})`,
    covers: [],
    input: 'bytes',
    head: 1,
    samples: [next],
    async decode(frame) {
      const after = await continueHandshake(state, frame);
      if (after.state.kind === 'failed') return { ok: false, error: after.state.error };
      return { kind: after.state.kind };
    },
    limits: { text: 20 },
  };
}

/** What a member who holds the room's secret may write into a proof, whoever she is. */
async function proofOfAMember(): Promise<Decoder> {
  const asked = passed.find(({ state }) => state.kind === 'awaiting-proof');
  if (asked?.state.kind !== 'awaiting-proof') throw new Error('no state waits for a proof');
  const { state, next } = asked;
  const key = state.agreement.handshakeKeys[state.setup.role === 'dialer' ? 'listener' : 'dialer'];
  const honest = await crypto.open(key, counterNonce(0), next.subarray(1));
  if (!honest) throw new Error('the proof does not open');
  return {
    title: 'proof of a member',
    covers: [],
    input: 'bytes',
    head: 0,
    samples: [honest],
    async decode(plaintext) {
      const sealed = await crypto.seal(key, counterNonce(0), plaintext);
      const after = await continueHandshake(state, frameOf(FRAME.proof, sealed));
      if (after.state.kind === 'failed') return { ok: false, error: after.state.error };
      return after.state.kind === 'awaiting-ready' ? after.state.remote : undefined;
    },
    limits: { text: 52, bytes: 65, list: 32 },
  };
}

function ofBody(title: string, schema: Schema<object>, sample: Encodable): Decoder {
  return {
    title: `body of ${title}`,
    covers: ['src/secure/protocol.ts#decodeBody'],
    input: 'bytes',
    head: 0,
    samples: [encodeMessage(sample)],
    decode: (body) => decodeBody(body, 2048, schema),
    encode: (value) => encodeMessage(value as Encodable),
    limits: { text: 32, bytes: 65, list: 32 },
  };
}

const [key32, key64, key65] = [32, 64, 65].map((length) => new Uint8Array(length).fill(4));

const bodies: readonly Decoder[] = [
  ofBody('a hello', HELLO, { version: 1, tag: key32!, ephemeral: key65!, nonce: key32! }),
  ofBody('any version', HELLO_VERSION, { version: 2 }),
  ofBody('a proof', PROOF, {
    identity: key65!,
    agreement: key65!,
    certificate: key64!,
    sessionNonce: key32!,
    fingerprints: key64!,
    capabilities: ['files-1'],
    signature: key64!,
  }),
  ofBody('a refusal', REFUSAL, { code: 'version' }),
];

function sealedFrames(channel: ChannelName, frame: Uint8Array): Decoder {
  return {
    title: `sealed frame on ${channel}`,
    covers: [],
    input: 'bytes',
    samples: [frame],
    async decode(bytes) {
      const payloads: Uint8Array[] = [];
      const violations: string[] = [];
      const opener = createOpener(
        { crypto, key: trafficKey, channel },
        { onPayload: (payload) => payloads.push(payload), onViolation: (detail) => violations.push(detail) },
      );
      opener.push(bytes);
      // A replay; on control, where the order counts, it would end what was good.
      if (channel !== 'control') opener.push(bytes);
      await opener.settled();
      return violations.length > 0 ? { ok: false, error: violations } : payloads;
    },
    limits: { bytes: 64 * 1024, list: 2 },
  };
}

const trafficKey = await crypto.importAeadKey(new Uint8Array(32).fill(7));
const sealed = await crypto.seal(trafficKey, counterNonce(0), encodeUtf8('hello'));
const counted = concatBytes(Uint8Array.of(0), encodeCounter(0), sealed);

const entryContent = {
  transportIds: ['kith-a', 'kith-b'],
  issued: 7,
  ttlMs: 90_000,
} as unknown as Parameters<typeof signEntry>[1];
const entry = await signEntry(PLACE, entryContent, alice.peer);

const device = { kind: 'device', key: trafficKey } as const;
const secrets = await generateIdentitySecrets({ crypto, random });
const kept = await wrapIdentity(secrets, device, { crypto, random });
const underPassphrase = { kind: 'passphrase', passphrase: 'p' } as const;
const keptUnderPassphrase = await wrapIdentity(secrets, underPassphrase, { crypto, random });

const address = { purpose: 'test', namespace: ROOM.namespace, from: alice.peer.peerId, to: bob.peer.peerId };
const box = await sealBox(
  encodeUtf8('for you'),
  address,
  { sender: alice.peer.sessionKey, recipient: bob.peer.sessionKey.publicKey },
  crypto,
);
if (!box.ok) throw new Error(box.error);

export const secureDecoders: readonly Decoder[] = [
  ...passed.map(inState),
  await proofOfAMember(),
  ...bodies,
  sealedFrames('control', concatBytes(Uint8Array.of(0), sealed)),
  sealedFrames('bulk', counted),
  sealedFrames('realtime', counted),
  {
    title: 'counter',
    covers: ['src/secure/counter-nonce.ts#decodeCounter'],
    input: 'bytes',
    samples: [encodeCounter(1)],
    decode: (bytes) => (bytes.length === 8 ? decodeCounter(bytes) : undefined),
    encode: (value) => encodeCounter(value as number),
  },
  {
    title: 'entry',
    covers: ['src/secure/entry.ts#verifyEntry'],
    input: 'bytes',
    head: 0,
    samples: [entry],
    decode: (bytes) => verifyEntry(bytes, PLACE, believing),
    encode: (value) => (value as { readonly encoded: Uint8Array }).encoded,
    limits: { text: 128, bytes: 1024, list: 8 },
  },
  {
    title: 'box for this session',
    covers: ['src/secure/sealed-box.ts#openBox'],
    input: 'bytes',
    samples: [box.value],
    decode: (bytes) => openBox(bytes, address, { recipient: bob.peer.sessionKey }, crypto),
    limits: { bytes: 50 * 1024 },
  },
  {
    title: 'identity at rest',
    covers: ['src/secure/identity-record.ts#unwrapIdentity'],
    input: 'bytes',
    head: 0,
    samples: [kept],
    decode: (bytes) => unwrapIdentity(bytes, device, crypto),
    limits: { bytes: 256 },
  },
  {
    title: 'how an identity is kept',
    covers: ['src/secure/identity-record.ts#wrappingOf'],
    input: 'bytes',
    head: 0,
    samples: [kept, keptUnderPassphrase],
    decode: (bytes) => wrappingOf(bytes, crypto),
    limits: { text: 10 },
  },
  {
    title: 'identity inside its seal',
    covers: ['src/secure/identity-record.ts#unwrapIdentity'],
    input: 'bytes',
    head: 0,
    samples: [encodeMessage({ ...secrets })],
    decode: (bytes) => unwrapIdentity(kept, device, { ...crypto, open: async () => Uint8Array.from(bytes) }),
    encode: (value) => encodeMessage(value as Encodable),
    limits: { bytes: 256 },
  },
];
