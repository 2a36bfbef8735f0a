// One file looked at closely: who has which part of it, and who gave what. Made when somebody looks. Pure.

import { untracked, type ReadonlySignal } from '@preact/signals-core';
import type { IdentityId } from '../../primitives/ids.ts';
import { chunkCountOf } from '../../swarm/file-shape.ts';
import type { MapBucket, OfferView } from '../../swarm/swarm-state.ts';
import type { FileSwarms } from './all-swarms.ts';
import type { FileHolder, FileId, FilePerson, FileRow, FilesModel, Stitch } from './api.ts';
import type { FilePeople } from './people.ts';
import { wholePeers } from './rows.ts';

/** Stretches of a bar. */
export const BAR_LENGTH = 48;
/** No wall is wider. */
const MAX_STITCHES = 4_096;

/** Of the file by its row; nothing of what is shown nowhere. */
export function createDetails(
  rows: ReadonlySignal<readonly FileRow[]>,
  swarms: FileSwarms,
  people: FilePeople,
): Pick<FilesModel, 'holders' | 'weave'> {
  const look = (id: FileId) => {
    const row = rows.peek().find((each) => each.id === id);
    const offer = row && swarms.offers.find((each) => each.id === id);
    return offer && { row, offer, swarms, people };
  };
  return {
    holders(id) {
      const looked = look(id);
      return looked ? untracked(() => holdersOf(looked, looked.row)) : [];
    },
    weave(id, count) {
      const looked = look(id);
      return looked ? untracked(() => weaveOf(looked, looked.row, count)) : [];
    },
  };
}

interface Looked {
  readonly swarms: Pick<FileSwarms, 'snapshot' | 'chunkMap' | 'shares'>;
  readonly people: FilePeople;
  readonly offer: OfferView;
}

/** This person first, then those who have most. Several instances of one person are one. */
function holdersOf({ swarms, people, offer }: Looked, row: FileRow): readonly FileHolder[] {
  const snapshot = swarms.snapshot(offer.id);
  const shares = swarms.shares(offer.id, BAR_LENGTH);
  const own = swarms.chunkMap(offer.id, BAR_LENGTH).map(({ have, chunkCount }) => have / chunkCount);
  const self = people.self.value;
  const all = new Map<IdentityId, FileHolder>();
  const add = (holder: FileHolder) => {
    const { identityId } = holder.person;
    const known = all.get(identityId);
    all.set(identityId, known ? joined(known, holder) : holder);
  };
  add({ person: self, share: row.done, downRate: 0, upRate: 0, bar: own });
  for (const { peerId, chunkCount, isWhole, downRate, upRate } of snapshot?.sources ?? []) {
    const person = people.ofPeer(peerId);
    const share = isWhole ? 1 : chunkCount / Math.max(1, chunkCountOf(offer.manifest));
    if (person) add({ person, share, downRate, upRate, bar: shares.get(peerId) ?? [] });
  }
  const present = people.present.value;
  for (const peer of wholePeers(offer)) {
    const person = present.has(peer) ? people.ofPeer(peer) : undefined;
    if (person) add({ person, share: 1, downRate: 0, upRate: 0, bar: own.map(() => 1) });
  }
  return Array.from(all.values()).toSorted(
    (a, b) => Number(b.person === self) - Number(a.person === self) || b.share - a.share,
  );
}

/** The file in at most `count` stitches; one for an empty file. */
function weaveOf({ swarms, people, offer }: Looked, row: FileRow, count: number): readonly Stitch[] {
  const most = Number.isFinite(count) ? Math.min(Math.floor(count), MAX_STITCHES) : MAX_STITCHES;
  if (most < 1) return [];
  const chunkCount = chunkCountOf(offer.manifest);
  const buckets = swarms.chunkMap(offer.id, most);
  if (buckets.length > 0) return buckets.map((bucket) => stitchOf(bucket, row, people));
  const kind = row.state.kind === 'complete' ? 'here' : 'missing';
  return Array.from({ length: Math.max(1, Math.min(most, chunkCount)) }, () => ({ kind, from: undefined }));
}

function stitchOf(bucket: MapBucket, { state }: FileRow, people: FilePeople): Stitch {
  const { have, chunkCount, inFlight, holders, giver } = bucket;
  const from: FilePerson | undefined = giver && people.ofPeer(giver);
  if (have === chunkCount) return { kind: 'here', from };
  // While something moves, those who hold it may not have been heard yet.
  if (state.kind === 'stuck' && holders === 0) return { kind: 'unheld', from };
  return { kind: have + inFlight > 0 ? 'coming' : 'missing', from };
}

function joined(one: FileHolder, other: FileHolder): FileHolder {
  const [long, short] = one.bar.length >= other.bar.length ? [one.bar, other.bar] : [other.bar, one.bar];
  return {
    person: one.person,
    share: Math.max(one.share, other.share),
    downRate: one.downRate + other.downRate,
    upRate: one.upRate + other.upRate,
    bar: long.map((share, at) => Math.max(share, short[at] ?? 0)),
  };
}
