// A member of a room that keeps to every rule but one: whoever asks it for the others hears of none of them, or of some.
// Wraps its links, so that its own room does not know.

import { decode } from 'cborg';
import {
  decodeMeetingMessage,
  encodeMeetingMessage,
  MEETING_PROTOCOL,
} from '../../src/discovery/protocol.ts';
import { decodeEnvelope, encodeEnvelope, type Envelope } from '../../src/mesh/envelope.ts';
import {
  decodeMeshMessage,
  encodeMeshMessage,
  MESH_PROTOCOL,
  type MeshMessage,
} from '../../src/mesh/protocol.ts';
import { decodeSequenced, encodeSequenced } from '../../src/mesh/sequenced.ts';
import { equalBytes, type Bytes } from '../../src/primitives/bytes.ts';
import { ok } from '../../src/primitives/result.ts';
import { establishSecureLink } from '../../src/secure/establish.ts';
import { openSession } from '../../src/secure/identity.ts';
import type { SecureLink } from '../../src/secure/secure-link.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { makeIdentity } from './make-house.ts';
import type { MakeRoomOptions, SimRoom, SimWorld } from './make-room.ts';
import { createSeededRandom } from './seeded-random.ts';

/** Which of the entries that it should tell of it does tell of. */
export type Tells = (entries: readonly Bytes[]) => readonly Bytes[];

export interface LyingOptions extends MakeRoomOptions {
  /** Tells everybody who checks in that there is no place left. */
  readonly saysFull?: () => boolean;
}

/** The last one, so that nobody stands by for it. */
const LAST_RANK = 65_535;

/** One more in the room, which tells others only what `tells` lets through. */
export async function makeLyingRoom(
  world: SimWorld,
  name: string,
  tells: Tells,
  { saysFull = () => false, ...options }: LyingOptions = {},
): Promise<SimRoom> {
  const { clock, seed } = world;
  const random = createSeededRandom(seed * 6_007 + name.length);
  const crypto = createFakeCrypto(random);
  const identity = options.identity ?? (await makeIdentity(seed * 6_007 + name.length));
  const peer = await openSession(identity, random, crypto);
  return world.makeRoom(name, {
    ...options,
    identity,
    overrides: {
      peer,
      crypto,
      random,
      async secure(link, contexts, signal) {
        const given = { crypto, clock, random, peer, contexts, capabilities: [], ...(signal && { signal }) };
        const proven = await establishSecureLink(link, given);
        return proven.ok ? ok(tellOnly(proven.value, { tells, saysFull, own: identity.publicKey })) : proven;
      },
      ...options.overrides,
    },
  });
}

interface Lie {
  readonly tells: Tells;
  readonly saysFull: () => boolean;
  /** Its own key: of itself it tells what is. */
  readonly own: Bytes;
}

function tellOnly(link: SecureLink, lie: Lie): SecureLink {
  return new Proxy(link, {
    get(target, key) {
      if (key !== 'send') return Reflect.get(target, key) as unknown;
      return ((channel, payload) =>
        target.send(
          channel,
          channel === 'control' ? rewritten(payload, lie) : payload,
        )) satisfies SecureLink['send'];
    },
  });
}

function rewritten(payload: Uint8Array, how: Lie): Uint8Array {
  const sequenced = decodeSequenced(payload);
  const envelope = decodeEnvelope(new Uint8Array(sequenced?.payload ?? payload));
  const lie = envelope && lieFor(envelope, how);
  if (!envelope || !lie) return payload;
  const told = encodeEnvelope(envelope.protocol, envelope.version, lie);
  return sequenced ? encodeSequenced({ ...sequenced, payload: told }) : told;
}

function lieFor({ protocol, payload }: Envelope, { tells, saysFull, own }: Lie): Bytes | undefined {
  if (protocol === MEETING_PROTOCOL.id) {
    const message = decodeMeetingMessage(payload);
    if (!message.ok || message.value.type !== 'REGISTRY') return undefined;
    const entries = Array.from(tells(message.value.entries));
    const full = saysFull() ? { isFull: true } : {};
    return encodeMeetingMessage({ ...message.value, entries, rank: LAST_RANK, ...full });
  }
  const message = protocol === MESH_PROTOCOL.id ? decodeMeshMessage(payload) : undefined;
  const named = message?.ok ? namedIn(message.value, own) : undefined;
  if (!named) return undefined;
  const entries = Array.from(tells(named));
  return decodeEnvelope(encodeMeshMessage({ type: 'KNOWN_PEERS', entries }))?.payload;
}

/** Entries of others. */
function namedIn(message: MeshMessage, own: Bytes): readonly Bytes[] | undefined {
  if (message.type === 'KNOWN_PEERS') return message.entries;
  if (message.type !== 'ENTRY') return undefined;
  const { identity } = decode(message.entry) as { readonly identity: Bytes };
  return equalBytes(identity, own) ? undefined : [message.entry];
}
