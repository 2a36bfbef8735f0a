// Taking a file along from one room to another that is kept: one is in one room at a time, and what lies in the first goes
// when it is left. So its bytes are copied into memory before.

import { err, ok, type Result } from '../../primitives/result.ts';
import type { RoomAddress, RoomLinkError } from '../../room/room-link.ts';
import type { KeptTag } from '../../sync/kept-names.ts';
import type { CarriedFile } from '../../features/room-face.tsx';
import type { ShareRefusal } from '../../features/file-sharing.ts';
import type { EnterError, Visit } from '../session.ts';

/** Copied by so much, which a browser may lay on its disk. */
const PART_BYTES = 4 * 2 ** 20;

/**
 * `gone`: its bytes cannot be read. `too-much`: more than may lie in memory. `unreadable`: what is kept of the room is. In
 * these and `wrong-passphrase` and `here` its person is where they were; in the others they are in the other room, or home.
 */
export type CarryError =
  | 'gone'
  | 'too-much'
  | 'unreadable'
  | 'wrong-passphrase'
  /** It is the room that its person is in. */
  | 'here'
  | EnterError
  | ShareRefusal;

export interface CarryWorld {
  /** Opens what is kept of the room. */
  readonly open: (
    tag: KeptTag,
    passphrase: string | undefined,
  ) => Promise<Result<{ readonly address: string }, string> | undefined>;
  readonly readAddress: (address: string) => Result<RoomAddress, RoomLinkError>;
  readonly reopen: (address: RoomAddress) => Promise<Result<Visit, EnterError>>;
  /** Address of the room that its person is in. */
  readonly here: string;
  /** How much may lie in memory. */
  readonly memoryBytes: number;
}

export interface CarryTo {
  readonly tag: KeptTag;
  readonly passphrase: string | undefined;
}

/** Into the other room and offered there to everybody; resolves with the stay there. */
export async function carryFile(
  file: CarriedFile,
  { tag, passphrase }: CarryTo,
  world: CarryWorld,
): Promise<Result<Visit, CarryError>> {
  const opened = await world.open(tag, passphrase);
  if (!opened?.ok) return err(opened?.error === 'wrong-passphrase' ? 'wrong-passphrase' : 'unreadable');
  const address = world.readAddress(opened.value.address);
  if (!address.ok) return err('unreadable');
  if (opened.value.address === world.here) return err('here');
  if (file.sizeBytes > world.memoryBytes) return err('too-much');
  const copy = await copyOf(file).catch(() => undefined);
  if (!copy) return err('gone');
  const visit = await world.reopen(address.value);
  if (!visit.ok) return visit;
  const shared = visit.value.files?.share([{ file: copy, folders: [] }]);
  return shared && shared.refused === undefined ? ok(visit.value) : err(shared?.refused ?? 'may-not-write');
}

async function copyOf({ name, mimeType, blob }: CarriedFile): Promise<File | undefined> {
  const bytes = await blob();
  if (!bytes) return undefined;
  const parts: Blob[] = [];
  for (let from = 0; from < bytes.size; from += PART_BYTES)
    parts.push(new Blob([await bytes.slice(from, from + PART_BYTES).arrayBuffer()]));
  return new File(parts, name, { type: mimeType });
}
