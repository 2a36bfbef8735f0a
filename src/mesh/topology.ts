// Which links to hold: all of them in a small room, a few in a large one. Decides and holds nothing: who is there, what
// a link is worth and when to look again is told from outside (topology-keeper.ts).

import type { PeerId } from '../primitives/ids.ts';
import { randomFraction, type RandomSource } from '../primitives/random.ts';

/** `full`: everybody is linked with everybody, and nothing is forwarded. `partial`: a few links each, and gossip. */
export type MeshShape = 'full' | 'partial';

export interface TopologyLimits {
  /** Members, oneself included, up to which the mesh is full. */
  readonly fullMembers: number;
  /** With fewer links a peer is short of them: whoever has more makes room for it. */
  readonly minLinks: number;
  /** What a peer dials for. */
  readonly targetLinks: number;
  /** What it keeps. */
  readonly maxLinks: number;
}

/**
 * Ten members are the full mesh's design, eight links the partial one's (s). Six for a target leaves room to take
 * joiners in; four keep a random graph whole when half of its peers leave.
 */
export const TOPOLOGY_LIMITS: TopologyLimits = {
  fullMembers: 10,
  minLinks: 4,
  targetLinks: 6,
  maxLinks: 8,
};

/** Links that nobody can push out by coming: an attacker with many names gets the others at most. */
export const PROTECTED_LINKS = 2;
/** A partial mesh becomes full again this far below the bound, so that one who comes and goes turns nothing over. */
const SHAPE_GAP = 2;
/**
 * Links above what is kept, for the moments in which joiners are told whom else to dial, and for those who refresh in
 * a full mesh while their old instance is still listed.
 */
export const SPARE_LINKS = 8;

/** A link as the policy sees it. */
export interface HeldLink {
  readonly peerId: PeerId;
  /** Since when it is in use, by the own clock. */
  readonly sinceMs: number;
  /** Its person was verified by this one. */
  readonly isVerified: boolean;
  /** What the link is worth; higher is better. */
  readonly score: number;
  /** How many links the other end says that it has; undefined before it said. */
  readonly linkCount: number | undefined;
  /** It leads to members that are not known here yet: it has to stand until they are. */
  readonly isBridge: boolean;
}

/** Somebody who could be dialled. */
export interface Candidate {
  readonly peerId: PeerId;
  readonly linkCount: number | undefined;
}

/** `wasLetGo`: somebody has closed a link to keep to a partial mesh. */
export function nextShape(
  before: MeshShape,
  { memberCount, wasLetGo = false }: { readonly memberCount: number; readonly wasLetGo?: boolean },
  { fullMembers }: Pick<TopologyLimits, 'fullMembers'> = TOPOLOGY_LIMITS,
): MeshShape {
  if (memberCount > fullMembers) return 'partial';
  if (memberCount <= fullMembers - SHAPE_GAP) return 'full';
  // In between everybody stays with what the others do already.
  return wasLetGo ? 'partial' : before;
}

/** Links one peer holds at the very most, those that wait to be chosen included. */
export function mostLinks(shape: MeshShape, limits: TopologyLimits = TOPOLOGY_LIMITS): number {
  return (shape === 'full' ? Math.max(limits.fullMembers, limits.maxLinks) : limits.maxLinks) + SPARE_LINKS;
}

/** What becomes of somebody who wants a link; `ask`: it depends on how many it has. */
export type Admission = 'accept' | 'full' | 'ask' | { readonly drop: PeerId };

export interface AdmissionView {
  readonly shape: MeshShape;
  /** Links held, those that wait to be chosen included, without the newcomer's. */
  readonly heldPlaces: number;
  /** How many links the newcomer says it has. */
  readonly theirLinks: number | undefined;
  readonly links: readonly HeldLink[];
  readonly random: RandomSource;
  readonly limits?: TopologyLimits;
}

/**
 * Whoever is short of links is taken in: in place of one whose other end can do without, or else beside all others for
 * the moment in which it is told whom else to dial.
 */
export function admitLink(view: AdmissionView): Admission {
  const { shape, heldPlaces, theirLinks, links, random, limits = TOPOLOGY_LIMITS } = view;
  const isRoomy = heldPlaces < (shape === 'full' ? mostLinks(shape, limits) : limits.maxLinks);
  if (isRoomy) return 'accept';
  if (shape === 'full') return 'full';
  if (theirLinks === undefined) return 'ask';
  if (theirLinks >= limits.minLinks) return 'full';
  const drop = dispensable(links, limits.minLinks, random);
  if (drop !== undefined && heldPlaces <= limits.maxLinks) return { drop };
  return heldPlaces < mostLinks(shape, limits) ? 'accept' : 'full';
}

export interface DialView {
  readonly shape: MeshShape;
  readonly linkCount: number;
  /** Dials that are wanted or under way. */
  readonly dialing: number;
  readonly candidates: readonly Candidate[];
  readonly random: RandomSource;
  readonly limits?: TopologyLimits;
}

/** Whom to dial now: everybody in a full mesh, else at random as many as are missing, those with room first. */
export function linksToDial(view: DialView): readonly PeerId[] {
  const { shape, linkCount, dialing, candidates, random, limits = TOPOLOGY_LIMITS } = view;
  const wanted = shape === 'full' ? mostLinks(shape, limits) : limits.targetLinks;
  const missing = Math.max(0, wanted - linkCount - dialing);
  if (missing === 0) return [];
  const ranked =
    missing >= candidates.length
      ? candidates
      : rankAtRandom(candidates, random, ({ linkCount }) => roomRank(linkCount, limits));
  return ranked.slice(0, missing).map(({ peerId }) => peerId);
}

/** Those said to have room come first, then those who have not said, and the full ones last. */
function roomRank(linkCount: number | undefined, { maxLinks }: TopologyLimits): number {
  if (linkCount === undefined) return 1;
  return linkCount < maxLinks ? 0 : 2;
}

/** The longest-standing links, those to verified people before all others; and bridges. */
export function protectedLinks(links: readonly HeldLink[]): ReadonlySet<PeerId> {
  const byStanding = links.toSorted(
    (a, b) =>
      Number(b.isVerified) - Number(a.isVerified) || a.sinceMs - b.sinceMs || (a.peerId < b.peerId ? -1 : 1),
  );
  const bridges = links.filter(({ isBridge }) => isBridge);
  return new Set([...byStanding.slice(0, PROTECTED_LINKS), ...bridges].map(({ peerId }) => peerId));
}

export interface DropView {
  readonly links: readonly HeldLink[];
  readonly random: RandomSource;
  readonly limits?: TopologyLimits;
}

/**
 * The link to let go in a partial mesh with more than are kept: an unprotected one whose other end can do without, the
 * worse of two drawn at random. Undefined when there is none: then all are kept for the moment.
 */
export function linkToDrop({ links, random, limits = TOPOLOGY_LIMITS }: DropView): PeerId | undefined {
  return links.length > limits.maxLinks ? dispensable(links, limits.minLinks, random) : undefined;
}

export interface ShuffleView extends DropView {
  /** Present, not linked, not being dialled. */
  readonly candidates: readonly Candidate[];
}

export interface Swap {
  readonly dial: PeerId;
  /** To let go once the other is linked. */
  readonly drop: PeerId;
}

/**
 * Now and then one link is swapped for one to a random member: islands join, degrees even out, and nobody can settle
 * around a peer for good. Only ends that have enough links take part.
 */
export function linksToSwap(view: ShuffleView): Swap | undefined {
  const { links, candidates, random, limits = TOPOLOGY_LIMITS } = view;
  if (links.length <= limits.targetLinks || candidates.length === 0) return undefined;
  const [dial] = linksToDial({
    shape: 'partial',
    linkCount: limits.targetLinks - 1,
    dialing: 0,
    candidates,
    random,
    limits,
  });
  const drop = dispensable(links, limits.targetLinks, random);
  return dial === undefined || drop === undefined ? undefined : { dial, drop };
}

/** The worse of two unprotected links, drawn at random, whose other ends have more than `enough`. */
function dispensable(links: readonly HeldLink[], enough: number, random: RandomSource): PeerId | undefined {
  const kept = protectedLinks(links);
  const spare = links.filter(({ peerId, linkCount = 0 }) => linkCount > enough && !kept.has(peerId));
  const drawn = rankAtRandom(spare, random, () => 0).slice(0, 2);
  return drawn.toSorted((a, b) => a.score - b.score)[0]?.peerId;
}

/** By rank, in random order within one. */
function rankAtRandom<T>(
  items: readonly T[],
  random: RandomSource,
  rankOf: (item: T) => number,
): readonly T[] {
  return items
    .map((item) => ({ item, key: rankOf(item) + randomFraction(random) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** What a mesh holds by itself, when nobody above it chooses: everybody it can. */
export const MAX_LINKS = 15;

export function mayAcceptLink(linkCount: number): boolean {
  return linkCount < MAX_LINKS;
}

export function peersToDial(input: {
  readonly linkCount: number;
  readonly unlinked: readonly PeerId[];
}): readonly PeerId[] {
  return input.unlinked.slice(0, Math.max(0, MAX_LINKS - input.linkCount));
}
