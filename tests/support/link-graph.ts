// A graph of peers who follow the topology policy in rounds, without a network: what the policy does by itself.

import type { PeerId } from '../../src/primitives/ids.ts';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import {
  linksToDial,
  linksToSwap,
  linkToDrop,
  mostLinks,
  nextShape,
  TOPOLOGY_LIMITS,
  type HeldLink,
  type MeshShape,
  type TopologyLimits,
} from '../../src/mesh/topology.ts';

export interface LinkGraph {
  readonly ids: readonly PeerId[];
  /** Links made and dropped so far. */
  readonly changes: number;
  degreeOf(id: PeerId): number;
  shapeOf(id: PeerId): MeshShape;
  neighboursOf(id: PeerId): readonly PeerId[];
  /** Comes in through `via`: linked with it, and told of its neighbours only. */
  join(via?: PeerId): PeerId;
  /** Crashes: the others keep it among those they know until a dial fails. */
  remove(id: PeerId): void;
  /** Everybody dials and lets go once, in random order; all know all who are there when `isInformed`. */
  round(options?: { readonly isInformed?: boolean; readonly shuffles?: boolean }): void;
  /** Sizes of the connected parts, largest first. */
  parts(): readonly number[];
}

interface Node {
  readonly id: PeerId;
  readonly links: Map<PeerId, number>;
  readonly known: Set<PeerId>;
  shape: MeshShape;
}

export function createLinkGraph(random: RandomSource, limits: TopologyLimits = TOPOLOGY_LIMITS): LinkGraph {
  return new ModelGraph(random, limits);
}

class ModelGraph implements LinkGraph {
  readonly #random: RandomSource;
  readonly #limits: TopologyLimits;
  readonly #nodes = new Map<PeerId, Node>();
  changes = 0;
  #made = 0;
  #rounds = 0;

  constructor(random: RandomSource, limits: TopologyLimits) {
    this.#random = random;
    this.#limits = limits;
  }

  get ids(): readonly PeerId[] {
    return Array.from(this.#nodes.keys());
  }

  degreeOf(id: PeerId): number {
    return this.#node(id).links.size;
  }

  shapeOf(id: PeerId): MeshShape {
    return this.#node(id).shape;
  }

  neighboursOf(id: PeerId): readonly PeerId[] {
    return Array.from(this.#node(id).links.keys());
  }

  join(via?: PeerId): PeerId {
    const id = `peer ${String((this.#made += 1)).padStart(4, '0')}` as PeerId;
    const node: Node = { id, links: new Map(), known: new Set(), shape: 'full' };
    this.#nodes.set(id, node);
    if (via !== undefined) this.#dial(node, via);
    return id;
  }

  remove(id: PeerId): void {
    for (const other of this.#node(id).links.keys()) this.#node(other).links.delete(id);
    this.#nodes.delete(id);
  }

  round({ isInformed = true, shuffles = false } = {}): void {
    this.#rounds += 1;
    for (const node of this.#inRandomOrder()) {
      if (isInformed) this.#inform(node);
      this.#step(node);
      if (shuffles && node.shape === 'partial') this.#swap(node);
    }
  }

  parts(): readonly number[] {
    const seen = new Set<PeerId>();
    const sizes: number[] = [];
    for (const id of this.#nodes.keys()) if (!seen.has(id)) sizes.push(this.#reach(id, seen));
    return sizes.sort((a, b) => b - a);
  }

  #inform(node: Node): void {
    for (const id of this.#nodes.keys()) node.known.add(id);
    node.known.delete(node.id);
  }

  #step(node: Node): void {
    node.shape = nextShape(node.shape, { memberCount: node.known.size + 1 }, this.#limits);
    const view = { shape: node.shape, linkCount: node.links.size, dialing: 0, random: this.#random };
    for (const id of linksToDial({ ...view, candidates: this.#candidates(node), limits: this.#limits }))
      this.#dial(node, id);
    this.#shed(node);
  }

  #swap(node: Node): void {
    const swap = linksToSwap({
      links: this.#held(node),
      candidates: this.#candidates(node),
      random: this.#random,
      limits: this.#limits,
    });
    if (swap && this.#dial(node, swap.dial) && node.links.has(swap.drop)) this.#cut(node, swap.drop);
  }

  #dial(node: Node, to: PeerId): boolean {
    const other = this.#nodes.get(to);
    if (!other) node.known.delete(to);
    if (!other || other.links.size >= mostLinks(other.shape, this.#limits)) return false;
    node.links.set(to, this.#rounds);
    other.links.set(node.id, this.#rounds);
    this.changes += 1;
    for (const [one, two] of [
      [node, other],
      [other, node],
    ] as const) {
      one.known.add(two.id);
      for (const id of two.links.keys()) if (id !== one.id) one.known.add(id);
    }
    this.#shed(other);
    return node.links.has(to);
  }

  #shed(node: Node): void {
    if (node.shape === 'full') return;
    const drop = linkToDrop({ links: this.#held(node), random: this.#random, limits: this.#limits });
    if (drop) this.#cut(node, drop);
  }

  #cut(node: Node, from: PeerId): void {
    node.links.delete(from);
    this.#node(from).links.delete(node.id);
    this.changes += 1;
  }

  #held(node: Node): readonly HeldLink[] {
    return Array.from(node.links, ([peerId, sinceMs]) => ({
      peerId,
      sinceMs,
      isVerified: false,
      isBridge: false,
      score: 0,
      linkCount: this.degreeOf(peerId),
    }));
  }

  #candidates(node: Node) {
    return Array.from(node.known)
      .filter((id) => !node.links.has(id))
      .map((peerId) => ({ peerId, linkCount: this.#nodes.get(peerId)?.links.size }));
  }

  #node(id: PeerId): Node {
    const node = this.#nodes.get(id);
    if (!node) throw new Error(`nobody is called ${id}`);
    return node;
  }

  #inRandomOrder(): readonly Node[] {
    const nodes = Array.from(this.#nodes.values());
    for (let i = nodes.length - 1; i > 0; i -= 1) {
      const j = randomInteger(this.#random, i + 1);
      [nodes[i], nodes[j]] = [nodes[j]!, nodes[i]!];
    }
    return nodes;
  }

  #reach(from: PeerId, seen: Set<PeerId>): number {
    const queue = [from];
    seen.add(from);
    for (const id of queue) {
      for (const next of this.#node(id).links.keys()) {
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
    return queue.length;
  }
}
