// Decoders of what is kept on the device: anybody who reaches the disk may have written it.

import { encodeKeptBatches, decodeKeptBatch, type KeptPiece } from '../../../src/app/keeping/kept-batch.ts';
import { decodeKeptFile } from '../../../src/features/chat/attachments/kept-file.ts';
import { decodeKeptTalk } from '../../../src/features/chat/kept.ts';
import { decodeKeptFiles } from '../../../src/features/files/kept.ts';
import { encodeMessage, type Encodable } from '../../../src/primitives/codec.ts';
import type { IdentityId } from '../../../src/primitives/ids.ts';
import { decodeMet, encodeMet, MAX_PEOPLE, type PersonRecord } from '../../../src/room/people-record.ts';
import { decodeKeptDoc } from '../../../src/sync/kept-docs.ts';
import { decodeKeptEntry } from '../../../src/sync/kept-entry.ts';
import { KEPT_PASSPHRASE_ROUNDS } from '../../../src/sync/kept-keys.ts';
import {
  keptRecordKey,
  keptRoomKey,
  parseKeptRecordKey,
  parseKeptRoomKey,
  type KeptPosition,
  type KeptTag,
} from '../../../src/sync/kept-names.ts';
import { openKeptRecord, sealKeptRecord } from '../../../src/sync/kept-record.ts';
import { createFakeCrypto } from '../fake-crypto.ts';
import { createSeededRandom } from '../seeded-random.ts';
import type { Decoder } from './fuzz.ts';

const encode = (value: unknown) => encodeMessage(value as Encodable);
const tag = '0123456789abcdef0123456789abcdef' as KeptTag;
const random = createSeededRandom(1);
const crypto = createFakeCrypto(random);
const key = await crypto.importAeadKey(new Uint8Array(32).fill(3));
const sealing = { crypto, random, tag, key };
const place = { generation: 1, sequence: 0 };
const record = await sealKeptRecord(sealing, place, {
  kind: 'change',
  before: new Uint8Array(32),
  payload: Uint8Array.of(1, 2, 3),
});
const described = { version: 1, title: 'Slow River', lastHereMs: 1 };
const met: PersonRecord = {
  identityId: 'a'.repeat(52) as IdentityId,
  name: 'Sione',
  mark: { dye: 'teal', thing: 'turtle' },
  firstMetMs: 1,
  lastMetMs: 2,
  meetings: 3,
  verifiedAtMs: undefined,
  isBlocked: false,
  isMuted: false,
  note: '',
};
const pieces: readonly KeptPiece[] = [{ part: 'chat', data: Uint8Array.of(1, 2) }];

const keptFile = {
  type: 'file',
  version: 1,
  offer: {
    key: new Uint8Array(16),
    name: 'a.txt',
    mime: 'text/plain',
    size: 5,
    chunk: 16_384,
    folders: ['trip'],
    root: new Uint8Array(32),
  },
  peerId: 'a'.repeat(26),
  identityId: met.identityId,
  name: 'Sione',
  dye: 1,
  thing: 2,
  isPaused: true,
};

export const keptDecoders: readonly Decoder[] = [
  {
    title: 'kept file, key or removal',
    covers: ['src/features/files/kept.ts#decodeKeptFiles'],
    input: 'bytes',
    head: 0,
    samples: [
      encode({ type: 'key', version: 1, key: new Uint8Array(32) }),
      encode(keptFile),
      encode({ type: 'gone', version: 1, key: new Uint8Array(16) }),
    ],
    decode: decodeKeptFiles,
    encode,
    limits: { text: 1_024, bytes: 65 },
  },
  {
    title: 'kept room on the list',
    covers: ['src/sync/kept-entry.ts#decodeKeptEntry'],
    input: 'bytes',
    head: 0,
    samples: [
      encode({ type: 'device', ...described, address: 'slow-river', place: Uint8Array.of(1) }),
      encode({
        type: 'passphrase',
        ...described,
        salt: new Uint8Array(16),
        rounds: KEPT_PASSPHRASE_ROUNDS,
        sealedAddress: new Uint8Array(40),
      }),
    ],
    decode: decodeKeptEntry,
    encode,
    limits: { text: 400, bytes: 1_228 },
  },
  {
    title: 'kept record under its seal',
    covers: [],
    input: 'bytes',
    samples: [record],
    decode: (bytes) => openKeptRecord(sealing, place, bytes),
    limits: { text: 6, bytes: 64 * 1024 },
  },
  {
    title: 'pieces of a kept record',
    covers: ['src/app/keeping/kept-batch.ts#decodeKeptBatch'],
    input: 'bytes',
    head: 0,
    samples: [...encodeKeptBatches(pieces)],
    decode: decodeKeptBatch,
    encode,
    limits: { text: 32, bytes: 140_000, list: 1_024 },
  },
  {
    title: 'kept document',
    covers: ['src/sync/kept-docs.ts#decodeKeptDoc'],
    input: 'bytes',
    head: 0,
    samples: [encode({ key: 'notes', space: 'notes', update: Uint8Array.of(0, 0) })],
    decode: decodeKeptDoc,
    encode,
    limits: { text: 64, bytes: 140_000 },
  },
  {
    title: 'people met in a kept room',
    covers: ['src/room/people-record.ts#decodeMet'],
    input: 'bytes',
    head: 0,
    samples: [encodeMet([met])],
    decode: decodeMet,
    encode: (people) => encodeMet(people as readonly PersonRecord[]),
    limits: { text: 768, list: MAX_PEOPLE },
  },
  {
    title: 'kept talk',
    covers: ['src/features/chat/kept.ts#decodeKeptTalk'],
    input: 'bytes',
    head: 0,
    samples: [
      encode({
        version: 2,
        thread: 'room',
        runs: [],
        people: [{ identityId: 'a', name: 'Mei', dye: 6, thing: 26 }],
      }),
    ],
    decode: decodeKeptTalk,
    encode,
    limits: { text: 160, bytes: 40 * 1024, list: 64 },
  },
  {
    title: 'kept file of a talk',
    covers: ['src/features/chat/attachments/kept-file.ts#decodeKeptFile'],
    input: 'bytes',
    head: 0,
    samples: [encode({ version: 1, isOwn: true, data: Uint8Array.of(1, 2) })],
    decode: decodeKeptFile,
    encode,
    limits: { bytes: 2 * 1024 * 1024 },
  },
  {
    title: 'name of a kept room',
    covers: ['src/sync/kept-names.ts#parseKeptRoomKey'],
    input: 'text',
    samples: [keptRoomKey(tag)],
    decode: parseKeptRoomKey,
    encode: (value) => keptRoomKey(value as KeptTag),
    limits: { text: 32 },
  },
  {
    title: 'name of a kept record',
    covers: ['src/sync/kept-names.ts#parseKeptRecordKey'],
    input: 'text',
    samples: [keptRecordKey(tag, place), keptRecordKey(tag, { generation: 0xffff_ffff, sequence: 7 })],
    decode: (name) => parseKeptRecordKey(tag, name),
    encode: (value) => keptRecordKey(tag, value as KeptPosition),
  },
];
