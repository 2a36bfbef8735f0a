// Files as something to be kept on this device with their room: which were taken, from whom, and the key that seals their
// parts. The parts lie in private storage; what is read back is hashed again before it counts.

import { effect, untracked } from '@preact/signals-core';
import type { Bytes } from '../../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../../primitives/codec.ts';
import { createEmitter } from '../../primitives/events.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import { DYES, THINGS } from '../../primitives/mark.ts';
import type { RandomSource } from '../../primitives/random.ts';
import type { Result } from '../../primitives/result.ts';
import {
  boolean,
  bytes,
  integer,
  oneOf,
  optional,
  record,
  text,
  variants,
  type Parsed,
} from '../../primitives/schema.ts';
import { OFFER } from '../../swarm/protocol.ts';
import { FILE_KEY_BYTES } from '../../swarm/store/file-seal.ts';
import type { Keepable, KeepingPlace } from '../keepable.ts';
import type { AllSwarms } from './all-swarms.ts';
import type { FileId, FilePerson } from './api.ts';
import type { Entries } from './entries.ts';
import type { FilesWorld } from './files-world.ts';
import type { FilePeople } from './people.ts';

/** What of the files' model keeping needs. */
export interface FilesInsides {
  readonly swarms: Pick<
    AllSwarms,
    'offers' | 'said' | 'snapshot' | 'onEvent' | 'pause' | 'recall' | 'withWhom'
  >;
  readonly entries: Entries;
  readonly people: FilePeople;
  readonly world: FilesWorld;
  readonly random: RandomSource;
  /** Reads a signal: something of the files is otherwise. */
  readonly follow: () => void;
  /** Begins what was begun before. */
  readonly begin: (ids: readonly FileId[]) => void;
}

/** 40 graphemes of the longest kind that people use. */
const MAX_NAME_LENGTH = 160;
const MAX_ID_LENGTH = 64;

const PIECE = variants({
  key: record({ version: oneOf(1), key: bytes({ length: FILE_KEY_BYTES }) }),
  file: record({
    version: oneOf(1),
    offer: OFFER,
    /** Who offered it, as they were called then. */
    peerId: text({ minLength: 1, maxLength: MAX_ID_LENGTH }),
    identityId: text({ minLength: 1, maxLength: MAX_ID_LENGTH }),
    name: text({ maxLength: MAX_NAME_LENGTH }),
    /** Places in the lists of marks, whose order is frozen. */
    dye: integer({ min: 0, max: DYES.length - 1 }),
    thing: integer({ min: 0, max: THINGS.length - 1 }),
    isPaused: boolean,
    /** Offered to this person alone. */
    isDirect: optional(boolean),
  }),
  gone: record({ version: oneOf(1), key: bytes({ length: 16 }) }),
});
type KeptPiece = Parsed<typeof PIECE>;
type KeptFile = Extract<KeptPiece, { readonly type: 'file' }>;

export function decodeKeptFiles(piece: Uint8Array): Result<KeptPiece, DecodeError> {
  return decodeMessage(piece, PIECE);
}

export function keepFiles(insides: FilesInsides, { folder }: KeepingPlace): Keepable {
  const { world, random } = insides;
  const gone = createEmitter<void>();
  /** Read, and not begun yet: by the offer's key. */
  const restored = new Map<string, KeptFile>();
  /** As they were told or read last. */
  const told = new Map<string, { readonly file: KeptFile; readonly piece: Bytes }>();
  let key: Bytes | undefined;
  let isKeyTold = false;

  function tellNews(listener: (piece: Bytes, name?: string) => void): void {
    const now = new Map(takenFiles(insides).map((file) => [idOf(file.offer.key), file]));
    for (const [id, file] of now) {
      restored.delete(id);
      if (isSameFile(told.get(id)?.file, file)) continue;
      if (!isKeyTold && key) listener(encodeKey(key));
      isKeyTold = true;
      const piece = encodeMessage(file);
      told.set(id, { file, piece });
      listener(piece, id);
    }
    for (const [id, { file }] of Array.from(told)) {
      // What waits for its turn may be stopped before it has begun.
      const isWaiting = restored.has(id) && insides.entries.get(id)?.isDismissed !== true;
      if (now.has(id) || isWaiting) continue;
      restored.delete(id);
      told.delete(id);
      listener(encodeMessage({ type: 'gone', version: 1, key: file.offer.key }), id);
      gone.emit();
    }
  }

  return {
    snapshot() {
      const pieces = Array.from(told.values(), ({ piece }) => piece);
      return pieces.length > 0 && key ? [encodeKey(key), ...pieces] : [];
    },
    restore(given) {
      const piece = decodeKeptFiles(given);
      if (!piece.ok) return false;
      const { value } = piece;
      if (value.type === 'key') [key, isKeyTold] = [value.key, true];
      else if (value.type === 'gone') for (const map of [restored, told]) map.delete(idOf(value.key));
      else {
        restored.set(idOf(value.offer.key), value);
        told.set(idOf(value.offer.key), { file: value, piece: new Uint8Array(given) });
      }
      return true;
    },
    onChange(listener) {
      key ??= random.bytes(FILE_KEY_BYTES);
      void world.keepIn({ folder, key }).then(() => goOn(insides, Array.from(restored.values())));
      return effect(() => {
        insides.follow();
        untracked(() => tellNews(listener));
      });
    },
    onGone: (listener) => gone.on(listener),
    besideBytes() {
      insides.follow();
      return untracked(() => keptBytes(insides));
    },
    letGo: () => world.keepIn(undefined),
  };
}

const encodeKey = (key: Bytes): Bytes => encodeMessage({ type: 'key', version: 1, key });

/** What others offered and this person took, once it is known what it is. */
function takenFiles({ swarms, entries, people }: FilesInsides): readonly KeptFile[] {
  return swarms.offers.flatMap(({ id, from, manifest }) => {
    const state = entries.get(id)?.state;
    const offer = swarms.said(id);
    const person = from && people.anyOf(from);
    const isTheirs = state?.kind === 'complete' && state.file?.kind === 'written';
    if (!state || !offer || !person || !manifest.root || isTheirs) return [];
    const isDirect = swarms.withWhom(id) !== undefined;
    return [fileOf({ offer, peerId: from, person, isPaused: state.kind === 'paused', isDirect })];
  });
}

function keptBytes({ swarms, entries }: FilesInsides): number {
  const kept = swarms.offers.filter(({ id, from }) => {
    const state = entries.get(id)?.state;
    return from !== undefined && state && !(state.kind === 'complete' && state.file?.kind === 'written');
  });
  return kept.reduce((sum, { id }) => sum + (swarms.snapshot(id)?.haveBytes ?? 0), 0);
}

interface Facts extends Pick<KeptFile, 'offer' | 'isPaused'> {
  readonly isDirect: boolean;
  readonly peerId: PeerId;
  readonly person: FilePerson;
}

function fileOf({ offer, peerId, person, isPaused, isDirect }: Facts): KeptFile {
  const { identityId, name, mark } = person;
  return {
    type: 'file',
    version: 1,
    offer,
    peerId,
    identityId,
    name: name.slice(0, MAX_NAME_LENGTH).toWellFormed(),
    dye: Math.max(0, DYES.indexOf(mark.dye)),
    thing: Math.max(0, THINGS.indexOf(mark.thing)),
    isPaused,
    ...(isDirect ? { isDirect } : {}),
  };
}

/** What was on its way goes on, what was whole is checked and here, and what rested rests. */
function goOn({ swarms, people, begin }: FilesInsides, files: readonly KeptFile[]): void {
  const resting = new Set<FileId>();
  const stop = swarms.onEvent((event) => {
    if (event.type !== 'state' || event.state.kind === 'opening' || !resting.delete(event.id)) return;
    // Not from within what tells it.
    void Promise.resolve().then(() => swarms.pause(event.id));
    if (resting.size === 0) stop();
  });
  const ids = files.flatMap((file) => {
    const peerId = file.peerId as PeerId;
    people.recall(peerId, personOf(file));
    const whom = file.isDirect ? (file.identityId as IdentityId) : undefined;
    const recalled = swarms.recall(peerId, file.offer, whom);
    if (recalled.ok && file.isPaused) resting.add(recalled.value);
    return recalled.ok ? [recalled.value] : [];
  });
  if (resting.size === 0) stop();
  begin(ids);
}

function personOf({ identityId, name, dye, thing }: KeptFile): FilePerson {
  const mark = { dye: DYES[dye] ?? DYES[0], thing: THINGS[thing] ?? THINGS[0] };
  return { identityId: identityId as IdentityId, name, mark, isSelf: false };
}

function isSameFile(a: KeptFile | undefined, b: KeptFile): boolean {
  // Names change, and are kept as they are with the next thing that is told of it.
  return (
    a !== undefined && a.isPaused === b.isPaused && (a.offer.by !== undefined || b.offer.by === undefined)
  );
}

/** A key of maps. */
function idOf(key: Uint8Array): string {
  return String.fromCharCode(...key);
}
