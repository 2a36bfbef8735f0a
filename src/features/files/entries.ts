// What is remembered of every file beside what the engine knows: when it came, whether it was looked at, who once had it.

import type { Clock } from '../../primitives/clock.ts';
import type { PeerId } from '../../primitives/ids.ts';
import type { OfferView, SwarmState } from '../../swarm/swarm-state.ts';
import type { FileId } from './api.ts';
import { wholePeers, type Entry } from './rows.ts';

/** What one offers within this stands together: a folder is told in several messages. */
const BATCH_MS = 1_000;
/** Remembered for saying whom a file waits for. */
const MAX_WHOLE_ONCE = 8;
const COMING: ReadonlySet<SwarmState['kind']> = new Set(['opening', 'fetching', 'finishing']);

export interface Entries {
  /** Files that come now, and that are taken part in. */
  readonly comingCount: number;
  readonly takenCount: number;
  get(id: FileId): Entry | undefined;
  /** Offered by `from`; undefined for this person. Known ones stay as they are. */
  add(id: FileId, from: PeerId | undefined): Entry;
  setState(id: FileId, state: SwarmState): void;
  /** It is taken part in no more. */
  leave(id: FileId): void;
  markKept(id: FileId): void;
  markSeen(): void;
  /** Forgets what is offered no more, and notes who has what. */
  follow(offers: readonly OfferView[]): void;
  /** Newest batch first, each in its own order. */
  sort(offers: readonly OfferView[]): readonly { readonly offer: OfferView; readonly entry: Entry }[];
}

export function createEntries(clock: Clock): Entries {
  const entries = new Map<FileId, Entry>();
  let place = 0;
  let batch = 0;
  let last: { readonly from: PeerId | undefined; readonly atMs: number } | undefined;

  function add(id: FileId, from: PeerId | undefined): Entry {
    const known = entries.get(id);
    if (known) return known;
    const atMs = clock.nowMs();
    if (!last || last.from !== from || atMs - last.atMs > BATCH_MS) batch += 1;
    last = { from, atMs };
    place += 1;
    const isOwn = from === undefined;
    const entry: Entry = {
      batch,
      place,
      state: undefined,
      isSeen: isOwn,
      isDismissed: false,
      isKept: false,
      wholeOnce: new Set(),
    };
    entries.set(id, entry);
    return entry;
  }

  const all = () => Array.from(entries.values());

  return {
    get comingCount() {
      return all().filter(({ state }) => state && COMING.has(state.kind)).length;
    },
    get takenCount() {
      return all().filter(({ state }) => state !== undefined).length;
    },
    get: (id) => entries.get(id),
    add,
    // A state before any offer of others is of what this person offers.
    setState: (id, state) => void (add(id, undefined).state = state),
    leave(id) {
      const entry = entries.get(id);
      if (entry) entry.state = undefined;
    },
    markKept(id) {
      const entry = entries.get(id);
      if (entry) entry.isKept = true;
    },
    markSeen() {
      for (const entry of entries.values()) entry.isSeen = true;
    },
    follow(offers) {
      const ids = new Set(offers.map(({ id }) => id));
      for (const id of entries.keys()) if (!ids.has(id)) entries.delete(id);
      for (const offer of offers) {
        const entry = add(offer.id, offer.from);
        for (const peer of wholePeers(offer)) note(entry.wholeOnce, peer);
      }
    },
    sort: (offers) => sortByBatch(offers, entries),
  };
}

/** The latest batch first, each in the order in which it was offered. */
function sortByBatch(
  offers: readonly OfferView[],
  entries: ReadonlyMap<FileId, Entry>,
): ReturnType<Entries['sort']> {
  return offers
    .flatMap((offer) => {
      const entry = entries.get(offer.id);
      return entry ? [{ offer, entry }] : [];
    })
    .toSorted((a, b) => b.entry.batch - a.entry.batch || a.entry.place - b.entry.place);
}

function note(whole: Set<PeerId>, peer: PeerId): void {
  if (whole.has(peer)) return;
  whole.add(peer);
  const [oldest] = whole;
  if (whole.size > MAX_WHOLE_ONCE && oldest !== undefined) whole.delete(oldest);
}
