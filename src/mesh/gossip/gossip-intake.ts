// A broadcast from a neighbour, until it is believed: whose it is, whether it is here already, whether its origin
// signed it. Nothing is delivered or passed on before that, and nothing forged can keep the true one out.

import type { Clock } from '../../primitives/clock.ts';
import type { CryptoPort } from '../../primitives/crypto.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { Sender } from '../sender.ts';
import { gossipIdOf, signedBytes, type Gossip, type GossipId } from './gossip-message.ts';
import type { NeighbourLimits } from './neighbour-limits.ts';
import type { Origins } from './origins.ts';
import type { Plumtree } from './plumtree.ts';

export interface IntakeOptions {
  readonly self: PeerId;
  readonly namespace: Uint8Array;
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly origins: Origins;
  readonly tree: Pick<Plumtree, 'hasSeen' | 'arrived' | 'duplicate' | 'receive' | 'ignore'>;
  readonly limitsOf: (peer: PeerId) => NeighbourLimits;
  readonly isMember: (identity: IdentityId) => boolean;
  readonly deliver: (given: Given, origin: Sender) => void;
  readonly blame: (peer: PeerId, detail: string) => void;
  readonly countDropped: (peer: PeerId) => void;
}

export interface Given {
  readonly message: Gossip;
  readonly from: PeerId;
  /** In answer to a question about members, and not over the tree. */
  readonly isTold: boolean;
}

interface Copy extends Given {
  readonly origin: Sender;
}

/** A signature being checked, and copies from others that wait for the outcome. */
interface Check {
  readonly waiting: Copy[];
  done: Promise<void>;
}

export class GossipIntake {
  readonly #options: IntakeOptions;
  readonly #checks = new Map<GossipId, Check>();
  /** The last of each neighbour that has one; {@link NeighbourLimits.hold} bounds how many wait. */
  readonly #queues = new Map<PeerId, Promise<void>>();

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** One after the other for each neighbour, in the order they came. Rejects when the crypto port or a handler threw. */
  async take(given: Given): Promise<void> {
    const { message, from } = given;
    const release = this.#options.limitsOf(from).hold(message.payload.length);
    if (!release) return this.#options.countDropped(from);
    const earlier = this.#queues.get(from) ?? Promise.resolve();
    const taken = earlier.then(() => this.#take(given)).finally(release);
    const queue = taken.catch(() => undefined);
    this.#queues.set(from, queue);
    await queue;
    if (this.#queues.get(from) === queue) this.#queues.delete(from);
    return taken;
  }

  async #take(given: Given): Promise<void> {
    const { self, crypto, tree, origins, blame, isMember } = this.#options;
    const { message, from, isTold } = given;
    const origin = await origins.identify(message);
    if (!isTold && (message.hops === 1) !== (origin.peerId === from))
      return blame(from, 'gossip: untrue hop count');
    const id = await gossipIdOf(origin.peerId, message.sequence, crypto);
    tree.arrived(id, from);
    const copy = { ...given, origin };
    if (tree.hasSeen(id)) return this.#onDuplicate(id, copy);
    if (origin.peerId === self) return;
    // Whoever brings it may know less, or more, of who is a member: no misdeed.
    if (!isMember(origin.identityId)) return tree.ignore(id);
    const current = this.#checks.get(id);
    if (!current) return this.#begin(id, copy);
    current.waiting.push(copy);
    return current.done;
  }

  #begin(id: GossipId, first: Copy): Promise<void> {
    const check: Check = { waiting: [first], done: Promise.resolve() };
    this.#checks.set(id, check);
    check.done = this.#check(id, check.waiting);
    return check.done;
  }

  /** One copy after the other until one is good; the rest are its duplicates. */
  async #check(id: GossipId, waiting: Copy[]): Promise<void> {
    try {
      for (let copy = waiting.shift(); copy; copy = waiting.shift()) {
        if (this.#options.tree.hasSeen(id)) this.#onDuplicate(id, copy);
        else if (!this.#mayCheck(copy)) this.#options.countDropped(copy.from);
        else if (await this.#isSigned(copy)) this.#accept(id, copy);
        else this.#options.blame(copy.from, 'gossip: forged');
      }
    } finally {
      // In the same turn as the last look at `waiting`: nobody waits for what has ended.
      this.#checks.delete(id);
    }
  }

  #mayCheck({ message, from, origin }: Copy): boolean {
    const limits = this.#options.limitsOf(from);
    const nowMs = this.#options.clock.nowMs();
    if (!this.#options.origins.isKnown(origin.peerId) && !limits.newOrigins.take(nowMs)) return false;
    return limits.checks.take(nowMs) && limits.checkedBytes.take(nowMs, message.payload.length);
  }

  #isSigned({ message }: Copy): Promise<boolean> {
    const { crypto, namespace } = this.#options;
    return crypto.verify(message.key, message.signature, signedBytes(message, namespace));
  }

  #accept(id: GossipId, copy: Copy): void {
    const { message, from, origin, isTold } = copy;
    const { origins, tree, deliver, countDropped } = this.#options;
    const admission = origins.admit(origin, message, id);
    if (admission === 'fresh') {
      // It went over the tree long ago; but it came from where its author is.
      if (isTold) tree.ignore(id, from);
      if (isTold || tree.receive(id, message, from)) deliver(copy, origin);
      return;
    }
    // An honest newcomer passes on what is old to everybody else: nobody's misdeed.
    tree.ignore(id);
    if (admission === 'over-rate') countDropped(from);
  }

  #onDuplicate(id: GossipId, { message, from, isTold }: Copy): void {
    if (isTold) return;
    const { limitsOf, clock, blame, tree } = this.#options;
    if (!limitsOf(from).duplicates.take(clock.nowMs())) return blame(from, 'gossip: too many duplicates');
    tree.duplicate(id, from, message);
  }
}
