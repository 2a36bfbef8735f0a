// Members tell each other which charter they follow, and hand over what the other one lacks: the newer proof, and the
// secret of the epoch to whoever may have it (PROTOCOL [C4], [E2]).

import { equalBytes, type Bytes } from '../primitives/bytes.ts';
import { scheduleEvery } from '../primitives/clock.ts';
import type { Clock } from '../primitives/clock.ts';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import { randomInteger, type RandomSource } from '../primitives/random.ts';
import { isMember, isOwner, type Charter } from './charter.ts';
import type { CharterKeeper } from './charter-keeper.ts';
import { encodeProof } from './charter-proof.ts';
import type { CharterMessage, EpochMessage } from './charter-protocol.ts';
import type { Epochs } from './epochs.ts';
import { createBoundedMemory } from '../mesh/bounded-memory.ts';
import type { Channel, Received } from './room.ts';

export interface CharterExchangeOptions {
  readonly keeper: CharterKeeper;
  /** Undefined before the keys are there. */
  readonly epochs: () => Epochs | undefined;
  readonly charters: Channel<CharterMessage>;
  readonly secrets: Channel<EpochMessage>;
  readonly linked: () => readonly PeerId[];
  readonly blame: (peer: PeerId, detail: string) => void;
  /** A secret came that the charter names. */
  readonly onSecret: () => void;
  readonly clock: Clock;
  readonly random: RandomSource;
}

export interface CharterExchange extends Disposable {
  onLinked(peer: PeerId): void;
  /** Another charter is followed: linked members hear of it, and the secret is asked for if it is missing. */
  onAdopted(): void;
  /** To everybody: a charter that this peer signed; with the secret to those in `members`, one by one. */
  publish(charter: Charter, members: ReadonlyMap<PeerId, IdentityId>): void;
  /** A secret from wherever; true for the one that the charter names. Others are not kept. */
  takeSecret(secret: Uint8Array): Promise<boolean>;
}

/** What comes by itself is not asked for. */
const ASK_AFTER_MS = 1_500;
/** Somebody else is asked then. */
const ASK_AGAIN_MS = 3_000;
/** The same proof goes to the same peer once within this, however often it says that it follows another. */
const PROVE_AGAIN_MS = 10_000;
const MAX_REMEMBERED = 256;

export function createCharterExchange(options: CharterExchangeOptions): CharterExchange {
  return new Exchange(options);
}

class Exchange implements CharterExchange {
  readonly #options: CharterExchangeOptions;
  readonly #disposables = createDisposables();
  /** Hash of what each was sent last. */
  readonly #proven = createBoundedMemory<PeerId, Bytes>({
    keepMs: PROVE_AGAIN_MS,
    maxEntries: MAX_REMEMBERED,
  });

  constructor(options: CharterExchangeOptions) {
    this.#options = options;
    const { charters, secrets, clock } = options;
    this.#disposables.add(charters.onMessage((received) => this.#onCharter(received)));
    this.#disposables.add(secrets.onMessage((received) => void this.#onSecretMessage(received)));
    this.#disposables.add(scheduleEvery(clock, ASK_AGAIN_MS, () => this.#askSomebody()));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  onLinked(peer: PeerId): void {
    this.#tell(peer);
  }

  onAdopted(): void {
    for (const peer of this.#options.linked()) this.#tell(peer);
  }

  publish(charter: Charter, members: ReadonlyMap<PeerId, IdentityId>): void {
    const { charters, secrets } = this.#options;
    const proof = encodeProof(charter);
    if (!proof) return;
    charters.broadcast({ type: 'PROOF', proof });
    const secret = this.#secretOf(charter);
    if (!secret) return;
    for (const [peer, identity] of members)
      if (isMember(charter, identity)) secrets.send(peer, { type: 'SECRET', secret });
  }

  async takeSecret(secret: Uint8Array): Promise<boolean> {
    const epochs = this.#options.epochs();
    const hash = await epochs?.hashOf(secret);
    const wanted = this.#options.keeper.charter.value?.rules.epochHash;
    if (!hash || !wanted || !equalBytes(hash, wanted)) return false;
    await epochs?.hold(secret);
    this.#options.onSecret();
    return true;
  }

  get #isWaiting(): boolean {
    const charter = this.#options.keeper.charter.value;
    return charter?.rules.epochHash !== undefined && !this.#secretOf(charter);
  }

  #secretOf(charter: Charter): Bytes | undefined {
    return this.#options.epochs()?.secretOf(charter.rules.epochHash);
  }

  #tell(peer: PeerId): void {
    const charter = this.#options.keeper.charter.value;
    if (!charter) return;
    const { serial, hash, root } = charter;
    this.#options.charters.send(peer, { type: 'TELL', serial, hash, root });
  }

  #onCharter({ from, message }: Received<CharterMessage>): void {
    if (message.type === 'PROOF') return void this.#onProof(from, message.proof);
    const { root, hash, serial } = message;
    if (root !== undefined)
      void this.#options.keeper.onRoot(root).then(() => this.#onTold(from, { hash, serial }));
  }

  #onTold(from: PeerId, theirs: { readonly hash: Bytes; readonly serial: number }): void {
    const mine = this.#options.keeper.charter.value;
    if (!mine || equalBytes(mine.hash, theirs.hash)) return;
    if (theirs.serial <= mine.serial) return this.#prove(from);
    // They will have told everybody; if it does not come, they hear that it is missing here.
    this.#options.clock.schedule(ASK_AFTER_MS, () => {
      const now = this.#options.keeper.charter.value;
      if (!this.#disposables.isDisposed && now && now.serial < theirs.serial) this.#tell(from);
    });
  }

  async #onProof(from: PeerId, proof: Bytes): Promise<void> {
    const verdict = await this.#options.keeper.offer(proof);
    if (this.#disposables.isDisposed) return;
    if (verdict === 'invalid') this.#options.blame(from, 'charter: not signed by an owner');
    else if (verdict === 'older') this.#prove(from);
    else if (verdict === 'adopted' && this.#isWaiting) this.#ask(from);
  }

  #prove(to: PeerId): void {
    const { keeper, clock, charters } = this.#options;
    const charter = keeper.charter.value;
    const proof = charter && encodeProof(charter);
    const last = this.#proven.get(to, clock.nowMs());
    if (!charter || !proof || (last && equalBytes(last, charter.hash))) return;
    this.#proven.set(to, charter.hash, clock.nowMs());
    charters.send(to, { type: 'PROOF', proof });
  }

  async #onSecretMessage({ from, identityId, message }: Received<EpochMessage>): Promise<void> {
    const charter = this.#options.keeper.charter.value;
    if (!charter) return;
    if (message.type === 'ASK') return this.#answer(charter, { from, identityId, hash: message.hash });
    const isTaken = await this.takeSecret(message.secret);
    // An owner's may come before the charter that names it.
    if (!isTaken && isOwner(charter, identityId)) await this.#options.epochs()?.hold(message.secret);
  }

  #answer(
    charter: Charter,
    asked: { readonly from: PeerId; readonly identityId: IdentityId; readonly hash: Bytes },
  ): void {
    const { epochHash } = charter.rules;
    const secret = this.#secretOf(charter);
    const isCurrent = epochHash !== undefined && equalBytes(epochHash, asked.hash);
    if (isCurrent && secret && isMember(charter, asked.identityId))
      this.#options.secrets.send(asked.from, { type: 'SECRET', secret });
  }

  #ask(peer: PeerId): void {
    const hash = this.#options.keeper.charter.value?.rules.epochHash;
    if (hash) this.#options.secrets.send(peer, { type: 'ASK', hash });
  }

  #askSomebody(): void {
    if (!this.#isWaiting) return;
    const linked = this.#options.linked();
    const chosen = linked[linked.length === 0 ? 0 : randomInteger(this.#options.random, linked.length)];
    if (chosen) this.#ask(chosen);
  }
}
