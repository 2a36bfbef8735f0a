// The charter that this peer follows: takes proofs, keeps the one that counts, and remembers how the owner is known.
// Nothing older is ever taken, whoever passes it on (PROTOCOL [C3]).

import { signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import type { Bytes } from '../primitives/bytes.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { Trust } from './authority-port.ts';
import { descendsFrom, firstCharter, MAX_ANCESTORS, type Charter } from './charter.ts';
import { compareCharters, verifyProof, type ProofError } from './charter-proof.ts';

export type Verdict =
  | 'adopted'
  /** The same as here. */
  | 'known'
  /** What is followed here counts more. */
  | 'older'
  /** Of a room with the same words and another owner. */
  | 'other-owner'
  /** No honest member passes it on. */
  | 'invalid';

export interface CharterKeeper {
  /** Undefined before the keys are there, while nobody said who owns the room, and in a pair. */
  readonly charter: ReadonlySignal<Charter | undefined>;
  readonly trust: ReadonlySignal<Trust>;
  readonly isDisputed: ReadonlySignal<boolean>;
  begin(namespace: Bytes): Promise<void>;
  /** Takes a proof; one after the other. */
  offer(proof: Uint8Array): Promise<Verdict>;
  /** Somebody said who owns the room; believed by those who came by words alone, once. */
  onRoot(root: string): Promise<void>;
  /** One that this peer signed; false when another one came first that counts more. */
  adopt(charter: Charter): boolean;
}

export interface CharterKeeperOptions {
  readonly crypto: CryptoPort;
  /** Undefined in a pair. */
  readonly isRuled: boolean;
  /** As the link names it. */
  readonly root: string | undefined;
  readonly onAdopted: (charter: Charter) => void;
  /** Two that were made beside each other: `other` lost, and what it said may be lost with it. */
  readonly onFork: (current: Charter, other: Charter) => void;
}

export function createCharterKeeper(options: CharterKeeperOptions): CharterKeeper {
  return new Keeper(options);
}

class Keeper implements CharterKeeper {
  readonly charter = signal<Charter | undefined>(undefined);
  readonly trust: Signal<Trust>;
  readonly isDisputed = signal(false);
  readonly #options: CharterKeeperOptions;
  #root: string | undefined;
  #place: Bytes | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: CharterKeeperOptions) {
    this.#options = options;
    this.#root = options.root;
    this.trust = signal(options.root === undefined ? 'unknown' : 'link');
  }

  async begin(namespace: Bytes): Promise<void> {
    if (!this.#options.isRuled) return;
    this.#place = namespace;
    if (this.#root !== undefined) await this.#begin(namespace, this.#root);
  }

  offer(proof: Uint8Array): Promise<Verdict> {
    const judged = this.#queue.then(() => this.#judge(proof));
    this.#queue = judged.catch(() => undefined);
    return judged;
  }

  async onRoot(told: string): Promise<void> {
    if (!this.#place) return;
    if (this.#root === undefined) {
      this.#pin(told);
      await this.#begin(this.#place, told);
    } else if (this.#root !== told) this.isDisputed.value = true;
  }

  adopt(next: Charter): boolean {
    const before = this.charter.value;
    if (before && compareCharters(next, before) <= 0) return false;
    this.charter.value = next;
    this.#options.onAdopted(next);
    if (before) this.#tellFork(next, before);
    return true;
  }

  async #judge(proof: Uint8Array): Promise<Verdict> {
    if (!this.#place) return 'known';
    const place = { namespace: this.#place, root: this.#root };
    const verified = await verifyProof(proof, place, this.#options.crypto);
    if (!verified.ok) return this.#onRefused(verified.error);
    if (this.#root === undefined) this.#pin(verified.value.root);
    // Told by somebody else while this was looked at.
    else if (this.#root !== verified.value.root) return 'other-owner';
    const before = this.charter.value;
    if (before && compareCharters(verified.value, before) === 0) return 'known';
    if (this.adopt(verified.value)) return 'adopted';
    if (before) this.#tellFork(before, verified.value);
    return 'older';
  }

  #onRefused({ code }: ProofError): Verdict {
    if (code !== 'other-owner') return 'invalid';
    this.isDisputed.value = true;
    return code;
  }

  #pin(root: string): void {
    this.#root = root;
    this.trust.value = 'first-use';
  }

  async #begin(namespace: Bytes, root: string): Promise<void> {
    const first = await firstCharter(namespace, root, this.#options.crypto);
    if (!this.charter.value) this.adopt(first);
  }

  #tellFork(current: Charter, other: Charter): void {
    const isRecent = other.serial > 0 && other.serial + MAX_ANCESTORS >= current.serial;
    if (isRecent && !descendsFrom(current, other.hash)) this.#options.onFork(current, other);
  }
}
