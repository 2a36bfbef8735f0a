// What is shown of one file, made of what the engine knows. Pure.

import { formatHex } from '../../primitives/bytes.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { OfferView, SwarmSnapshot, SwarmState } from '../../swarm/swarm-state.ts';
import type { FileId, FilePerson, FileRow, FileState } from './api.ts';
import type { FilePeople } from './people.ts';

/** A file as far as this feature remembers it. */
export interface Entry {
  /** Files that came together stand together: the newest batch first, and each in its own order. */
  readonly batch: number;
  readonly place: number;
  /** Of what is taken part in. */
  state: SwarmState | undefined;
  isSeen: boolean;
  isDismissed: boolean;
  /** Begun in an earlier time of this page: that it is whole is no news. */
  isKept: boolean;
  /** Instances that had it all, the latest last; some may be gone. */
  readonly wholeOnce: Set<PeerId>;
}

export interface RowFacts {
  readonly offer: OfferView;
  readonly entry: Entry;
  /** Undefined where it is not taken part in. */
  readonly snapshot: SwarmSnapshot | undefined;
  /** It was asked for, and waits for that. */
  readonly waits: 'turn' | 'room' | undefined;
  /** With whom alone it is shared. */
  readonly withWhom: IdentityId | undefined;
  readonly people: FilePeople;
}

/** Undefined for what is not to be shown: nobody shown offers it, or nobody has it any more. */
export function rowOf(facts: RowFacts): FileRow | undefined {
  const { offer, entry, snapshot, people } = facts;
  const from = offer.from === undefined ? people.self.value : people.ofPeer(offer.from);
  const whole = wholeHolders(offer, people);
  const isHere = entry.state !== undefined && snapshot !== undefined;
  if (!from || (!isHere && !facts.waits && (entry.isDismissed || !isToBeHad(offer, people))))
    return undefined;
  const { sizeBytes, mimeType, look } = offer.manifest;
  const isComing = snapshot?.state.kind === 'fetching';
  const isLost = offer.from !== undefined && snapshot !== undefined && isGone(snapshot.state);
  return {
    id: offer.id,
    name: offer.fileName,
    folders: offer.folders,
    sizeBytes,
    mimeType,
    look,
    from,
    isOwn: offer.from === undefined,
    only: onlyOf(facts),
    isWithdrawn: offer.isWithdrawn,
    state: stateOf(facts),
    done: isLost ? 0 : doneOf(offer, snapshot),
    haveBytes: isLost ? 0 : (snapshot?.haveBytes ?? 0),
    downRate: isComing ? snapshot.downRate : 0,
    upRate: snapshot?.upRate ?? 0,
    timeLeftMs: snapshot?.timeLeftMs,
    sourceCount: isComing ? snapshot.sources.filter(({ downRate }) => downRate > 0).length : 0,
    takerCount: snapshot ? takerCountOf(snapshot, people) : 0,
    wholeCount: whole.size,
    othersCount: othersCountOf(facts),
  };
}

function onlyOf({ offer, withWhom, people }: RowFacts): FilePerson | undefined {
  if (withWhom === undefined) return undefined;
  return offer.from === undefined ? people.of(withWhom) : people.self.value;
}

/** Bytes a second; below, it is what fades of something that went. */
const LEAST_TAKEN_RATE = 1_000;

/** Several devices of one person are one; who has it all takes no more. */
function takerCountOf({ sources }: SwarmSnapshot, people: FilePeople): number {
  const taking = sources
    .filter(({ isWhole, upRate }) => !isWhole && upRate >= LEAST_TAKEN_RATE)
    .map(({ peerId }) => people.ofPeer(peerId));
  return new Set(taking.flatMap((person) => person?.identityId ?? [])).size;
}

/** Those who could have it. */
function othersCountOf({ withWhom, people }: RowFacts): number {
  const others = people.others.value;
  return withWhom === undefined ? others.size : Number(others.has(withWhom));
}

/** Others here who have all of it. */
export function wholeHolders(offer: OfferView, people: FilePeople): ReadonlySet<IdentityId> {
  const others = people.others.value;
  const holders = wholePeers(offer).flatMap((peer) => people.ofPeer(peer) ?? []);
  return new Set(holders.map(({ identityId }) => identityId).filter((each) => others.has(each)));
}

export function wholePeers({ holders }: OfferView): readonly PeerId[] {
  return Array.from(holders).flatMap(([peer, isWhole]) => (isWhole ? [peer] : []));
}

/** What it is, for telling that it is here already under another offer; undefined while it is being hashed. */
export function contentOf({ manifest, fileName }: OfferView): string | undefined {
  return manifest.root && `${formatHex(manifest.root)}/${fileName}`;
}

/** Somebody who came back offers again what is here or on its way: one row is enough. */
export function contentHere(
  offers: readonly OfferView[],
  entries: { get(id: FileId): Entry | undefined },
): ReadonlySet<string> {
  return new Set(
    takenFrom(offers, entries)
      .map(contentOf)
      .filter((content) => content !== undefined),
  );
}

/** Those that are taken part in. */
export function takenFrom(
  offers: readonly OfferView[],
  entries: { get(id: FileId): Entry | undefined },
): readonly OfferView[] {
  return offers.filter(({ id }) => entries.get(id)?.state !== undefined);
}

/** Whether two rows would be drawn alike. */
export function isSameRow(a: FileRow, b: FileRow): boolean {
  const keys = Object.keys(a) as (keyof FileRow)[];
  return keys.every((key) => (key === 'state' ? isSameState(a.state, b.state) : Object.is(a[key], b[key])));
}

function isToBeHad(offer: OfferView, people: FilePeople): boolean {
  const present = people.present.value;
  return wholePeers(offer).some((peer) => present.has(peer));
}

/** What came of it is to be had anew. */
function isGone(state: SwarmState): boolean {
  return state.kind === 'failed' && !(state.failure.code === 'store' && state.failure.isResting);
}

/** 0 to 1: of one's own, what is hashed. */
function doneOf({ from, manifest }: OfferView, snapshot: SwarmSnapshot | undefined): number {
  if (!snapshot) return 0;
  const { sizeBytes } = manifest;
  if (sizeBytes === 0) return snapshot.state.kind === 'complete' ? 1 : 0;
  return from === undefined ? snapshot.hashedCount / snapshot.chunkCount : snapshot.haveBytes / sizeBytes;
}

/** Its place may not be written to any more. */
export function isRefused(state: SwarmState | FileState | undefined): boolean {
  const { failure } = state?.kind === 'failed' ? state : {};
  return failure?.code === 'store' && failure.error.code === 'denied';
}

const COMING: ReadonlySet<FileState['kind']> = new Set(['opening', 'fetching', 'finishing']);

/** Some of it has come and not all: gone with the page, unless its room is kept. */
export function isUnfinished({ isOwn, state, haveBytes }: FileRow): boolean {
  return !isOwn && haveBytes > 0 && state.kind !== 'complete';
}

/** How far what comes has come, all together, 0 to 1; undefined when nothing does. */
export function progressOf(rows: readonly FileRow[]): number | undefined {
  const coming = rows.filter(({ isOwn, state }) => !isOwn && COMING.has(state.kind));
  if (coming.length === 0) return undefined;
  const sizeBytes = coming.reduce((sum, row) => sum + row.sizeBytes, 0);
  const haveBytes = coming.reduce((sum, row) => sum + row.haveBytes, 0);
  return sizeBytes > 0 ? haveBytes / sizeBytes : 0;
}

function stateOf(facts: RowFacts): FileState {
  const { snapshot, waits } = facts;
  if (!snapshot) return waits ? { kind: 'opening', waits } : { kind: 'offered' };
  const { state } = snapshot;
  if (state.kind === 'fetching' && snapshot.heldBy) return { kind: 'fetching', heldBy: snapshot.heldBy };
  if (state.kind !== 'stuck') return state;
  return { kind: 'stuck', missingChunks: snapshot.unheldCount, waitsFor: waitsFor(facts) };
}

/** Whoever offers it, or else who had it all last and is gone. */
function waitsFor({ offer, entry, people }: RowFacts): FilePerson | undefined {
  if (offer.from !== undefined && !offer.isWithdrawn) return people.ofPeer(offer.from);
  const present = people.present.value;
  const gone = Array.from(entry.wholeOnce).findLast((peer) => !present.has(peer) && peer !== offer.from);
  return gone && people.ofPeer(gone);
}

function isSameState(a: FileState, b: FileState): boolean {
  if (a.kind === 'stuck' && b.kind === 'stuck')
    return a.missingChunks === b.missingChunks && a.waitsFor === b.waitsFor;
  if (a.kind === 'opening' && b.kind === 'opening') return a.waits === b.waits;
  if (a.kind === 'fetching' && b.kind === 'fetching') return a.heldBy === b.heldBy;
  if (a.kind === 'complete' && b.kind === 'complete') return a.file === b.file;
  if (a.kind === 'failed' && b.kind === 'failed') return a.failure === b.failure;
  return a.kind === b.kind;
}
