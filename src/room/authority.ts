// Who may do what in a conversation: puts charter, epochs, doors and knocks together, and carries out what owners decide.
// The rules are in charter.ts and charter-acts.ts; what crosses wires is in the parts.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import type { Bytes } from '../primitives/bytes.ts';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import { randomBetween } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import type { Overlay } from '../mesh/overlay-ports.ts';
import type { Sender } from '../mesh/sender.ts';
import { identityIdOf, markOf } from '../secure/identity.ts';
import { createAcquaintances, type Acquaintances } from './acquaintances.ts';
import type { ActResult, Authority, AuthorityError, CharterView } from './authority-port.ts';
import { viewOf } from './charter-view.ts';
import { changeFor, signNext, type Act } from './charter-acts.ts';
import { createCharterExchange, type CharterExchange } from './charter-exchange.ts';
import { createCharterKeeper, type CharterKeeper } from './charter-keeper.ts';
import { encodeProof } from './charter-proof.ts';
import { CHARTER_PROTOCOL, EPOCH_PROTOCOL, KNOCK_PROTOCOL } from './charter-protocol.ts';
import { idOf, isAdmitted, isMember, isOwner, isRemoved, mayWrite, type Charter } from './charter.ts';
import type { Channels } from './channel.ts';
import { createDoors, type Doors } from './doors.ts';
import { createEpochs, EPOCH_SECRET_BYTES, type Epochs } from './epochs.ts';
import { decodeKept, encodeKept } from './kept-authority.ts';
import { createKnocks, type Knocks } from './knocks.ts';
import type { KnownPeers } from './known-peers.ts';
import type { PlaceKeys } from './room-keys.ts';
import type { CreateRoomOptions } from './room-options.ts';

export interface RoomAuthority extends Disposable {
  readonly port: Authority;
  readonly doors: Doors;
  /** Undefined before {@link begin}. */
  readonly epochs: Epochs | undefined;
  /** This person was removed. */
  readonly isOut: boolean;
  /** Whether what was found so far may be taken for an empty room. */
  readonly mayLead: boolean;
  begin(keys: PlaceKeys): Promise<void>;
  isMember(identity: IdentityId): boolean;
  /** Between two messages of this member; 0 for none. */
  slowModeMs(identity: IdentityId): number;
  /** See the room's port. */
  admittedAtMs(identity: IdentityId): number | undefined;
  /** Somebody proved to be here. */
  onSeen(peer: Sender): void;
  onLinked(peer: PeerId): void;
}

export interface RoomAuthorityOptions extends Pick<
  CreateRoomOptions,
  'place' | 'peer' | 'crypto' | 'clock' | 'wallTimeMs' | 'random' | 'kept'
> {
  readonly overlay: Pick<Overlay, 'expel' | 'members' | 'mesh' | 'blame'>;
  readonly channels: Pick<Channels, 'open'>;
  /** Whom to remember with the room. */
  readonly known: Pick<KnownPeers, 'list'>;
  readonly name: () => string;
  /** In the room's epoch now: what failed before may succeed. Told again within moments, for what was under way. */
  readonly onAdmitted: (told: { readonly isFirst: boolean }) => void;
  readonly onChange: () => void;
}

/** Owners who find that a removal was lost take their time, so that not all repeat it at once. */
const REPEAT_WITHIN_MS = 2_000;
/** What was found before somebody was let in says nothing; a search takes so long. */
const FRESH_MS = 5_000;
/** Looks for the room it is in now as soon as what began before is over. */
const TRY_AGAIN_MS = [400, 1_200, 2_500] as const;
/** How often an act begins anew because another charter came first. */
const MAX_ATTEMPTS = 4;

export function createRoomAuthority(options: RoomAuthorityOptions): RoomAuthority {
  return new Rule(options);
}

class Rule implements RoomAuthority {
  readonly port: Authority;
  readonly doors: Doors;
  epochs: Epochs | undefined;
  readonly #options: RoomAuthorityOptions;
  readonly #disposables = createDisposables();
  readonly #people: Acquaintances;
  readonly #keeper: CharterKeeper;
  readonly #exchange: CharterExchange;
  readonly #knocks: Knocks;
  /** Counts what signals do not show: secrets. */
  readonly #changes = signal(0);
  #acting: Promise<unknown> = Promise.resolve();
  #admittedAtMs = -Infinity;
  /** What was kept is followed again, so that less than that is not kept in its place. */
  #hasBegun = false;

  constructor(options: RoomAuthorityOptions) {
    this.#options = options;
    this.#people = createAcquaintances(options);
    this.#keeper = this.#createKeeper();
    this.#exchange = this.#createExchange();
    this.#knocks = this.#createKnocks();
    this.doors = createDoors({
      ...options,
      keeper: this.#keeper,
      self: this.#self,
      epochs: () => this.epochs,
      knocks: this.#knocks,
      takeSecret: (secret) => this.#exchange.takeSecret(secret),
      onAdmitted: () => this.#onAdmitted(),
    });
    for (const part of [this.#exchange, this.#knocks, this.doors])
      this.#disposables.add(() => part.dispose());
    this.port = this.#createPort();
  }

  get isOut(): boolean {
    const charter = this.#keeper.charter.value;
    return charter !== undefined && isRemoved(charter, this.#self);
  }

  get mayLead(): boolean {
    return !this.doors.isAtDoor && this.#options.clock.nowMs() - this.#admittedAtMs >= FRESH_MS;
  }

  async begin(keys: PlaceKeys): Promise<void> {
    this.epochs = createEpochs(keys, this.#options.crypto);
    const kept = this.#options.kept && decodeKept(this.#options.kept);
    for (const secret of kept?.secrets ?? []) this.epochs.use(await this.epochs.hold(secret));
    await this.#keeper.begin(keys.namespace);
    if (kept?.root !== undefined) await this.#keeper.onRoot(kept.root);
    if (kept?.proof) await this.#keeper.offer(kept.proof);
    this.#hasBegun = true;
    this.#changes.value += 1;
  }

  isMember(identity: IdentityId): boolean {
    const charter = this.#keeper.charter.value;
    // For whoever is out there is nobody here.
    return !charter || (!this.isOut && isMember(charter, identity));
  }

  slowModeMs(identity: IdentityId): number {
    const charter = this.#keeper.charter.value;
    return charter && !isOwner(charter, identity) ? charter.rules.slowModeSeconds * 1_000 : 0;
  }

  /** Owners, and this person elsewhere, are no newcomers. */
  admittedAtMs(identity: IdentityId): number | undefined {
    const charter = this.#keeper.charter.value;
    const isAtHome = identity === this.#self || (charter !== undefined && isOwner(charter, identity));
    return isAtHome ? -Infinity : this.#people.firstSeenMs(identity);
  }

  onSeen(peer: Sender): void {
    this.#people.onSeen(peer);
  }

  onLinked(peer: PeerId): void {
    this.doors.forgetState();
    this.#exchange.onLinked(peer);
    const identity = this.#people.identityOf(peer);
    const charter = this.#keeper.charter.value;
    if (charter && identity && isOwner(charter, identity)) this.#knocks.review();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  get #self(): IdentityId {
    return this.#options.peer.identity.id;
  }

  #createKeeper(): CharterKeeper {
    const { place, crypto } = this.#options;
    return createCharterKeeper({
      crypto,
      isRuled: place.kind === 'room',
      root: place.kind === 'room' ? place.owner : undefined,
      onAdopted: (charter) => this.#onAdopted(charter),
      onFork: (_, other) => this.#onFork(other),
    });
  }

  #createExchange(): CharterExchange {
    const { overlay, channels, clock, random } = this.#options;
    return createCharterExchange({
      keeper: this.#keeper,
      epochs: () => this.epochs,
      charters: channels.open(CHARTER_PROTOCOL),
      secrets: channels.open(EPOCH_PROTOCOL),
      linked: () => overlay.mesh.linked,
      blame: (peer, detail) => overlay.blame(peer, detail),
      onSecret: () => this.#onSecret(),
      clock,
      random,
    });
  }

  #createKnocks(): Knocks {
    const { channels, clock, crypto } = this.#options;
    const inCharter = (test: (charter: Charter) => boolean) => {
      const charter = this.#keeper.charter.value;
      return charter !== undefined && test(charter);
    };
    return createKnocks({
      channel: channels.open(KNOCK_PROTOCOL),
      clock,
      self: this.#self,
      isOwner: (identity) => inCharter((charter) => isOwner(charter, identity)),
      isDecided: (identity) =>
        inCharter((charter) => isAdmitted(charter, identity) || isRemoved(charter, identity)),
      identityOf: (key) => identityIdOf(key, crypto),
      markOf: (key) => markOf(key, crypto),
      onRefused: () => this.doors.review(),
    });
  }

  #onAdopted({ rules }: Charter): void {
    if (rules.epochHash) this.epochs?.use(rules.epochHash);
    for (const removed of rules.removed) this.#people.onRemoved(idOf(removed));
    this.#options.overlay.expel();
    this.#exchange.onAdopted();
    this.#knocks.review();
    this.#onSettled();
  }

  #onAdmitted(): void {
    const { clock, onAdmitted } = this.#options;
    this.#admittedAtMs = clock.nowMs();
    onAdmitted({ isFirst: true });
    for (const delayMs of TRY_AGAIN_MS)
      this.#disposables.add(clock.schedule(delayMs, () => onAdmitted({ isFirst: false })));
  }

  #onSecret(): void {
    const hash = this.#keeper.charter.value?.rules.epochHash;
    if (hash && this.epochs?.use(hash)) this.#onSettled();
  }

  #onSettled(): void {
    this.#changes.value += 1;
    this.doors.review();
    this.#options.onChange();
  }

  /** A removal that another owner did not know of is not lost: an owner here repeats it. */
  #onFork({ rules }: Charter): void {
    const { clock, random } = this.#options;
    const cancel = clock.schedule(randomBetween(random, 0, REPEAT_WITHIN_MS), () => {
      for (const identity of rules.removed.map(idOf)) {
        const charter = this.#keeper.charter.value;
        const isLost = charter && isOwner(charter, this.#self) && !isRemoved(charter, identity);
        if (isLost && identity !== this.#self) void this.#act({ type: 'remove', identity });
      }
    });
    this.#disposables.add(cancel);
  }

  /** One after the other: each is a charter of its own. */
  #act(act: Act): ActResult {
    const done = this.#acting.then(() => this.#perform(act));
    this.#acting = done.catch(() => undefined);
    return done;
  }

  async #perform(act: Act): Promise<Result<void, AuthorityError>> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const charter = this.#keeper.charter.value;
      if (!charter || this.#disposables.isDisposed) return err('no-owner');
      const next = await this.#sign(charter, act);
      if (!next.ok) return next;
      // Another one came while this was signed.
      if (this.#keeper.charter.value !== charter) continue;
      this.#exchange.publish(next.value, this.#presentMembers());
      this.#keeper.adopt(next.value);
      return ok();
    }
    return err('unchanged');
  }

  async #sign(charter: Charter, act: Act): Promise<Result<Charter, AuthorityError>> {
    const { peer, crypto, random } = this.#options;
    const { identity } = peer;
    const members = this.#people.identities.filter((each) => isMember(charter, each));
    const change = changeFor(charter, act, { identity: identity.id, key: identity.publicKey, members });
    if (!change.ok) return change;
    const secret = change.value.raisesEpoch ? random.bytes(EPOCH_SECRET_BYTES) : undefined;
    const epochHash = secret && (await this.epochs?.hold(secret));
    return signNext(charter, change.value, { identity, epochHash, crypto });
  }

  #presentMembers(): ReadonlyMap<PeerId, IdentityId> {
    const present = new Map<PeerId, IdentityId>();
    for (const peer of this.#options.overlay.members) {
      const identity = this.#people.identityOf(peer);
      if (identity) present.set(peer, identity);
    }
    return present;
  }

  #naming(type: 'add-owner' | 'hand-over', identity: IdentityId): ActResult {
    const key = this.#people.keyOf(identity);
    return key ? this.#act({ type, identity, key }) : Promise.resolve(err('unknown-member'));
  }

  #refuse(identity: IdentityId): Result<void, AuthorityError> {
    const charter = this.#keeper.charter.value;
    if (!charter || !isOwner(charter, this.#self)) return err('not-owner');
    this.#knocks.refuse(identity);
    return ok();
  }

  #createPort(): Authority {
    const { charter, trust, isDisputed } = this.#keeper;
    const act = (done: Act) => this.#act(done);
    const view: ReadonlySignal<CharterView> = computed(() =>
      viewOf(charter.value, this.#self, { trust: trust.value, isDisputed: isDisputed.value }),
    );
    return {
      charter: view,
      knocks: this.#knocks.waiting,
      kept: computed(() => this.#keptOf(charter.value, this.#changes.value)),
      mayWrite: (identity, space) => !charter.value || mayWrite(charter.value, identity, space),
      lock: (isLocked) => act({ type: 'lock', isLocked }),
      setKnock: (doesKnock) => act({ type: 'knock', doesKnock }),
      setWriters: (space, writers) => act({ type: 'writers', space, writers }),
      setSlowMode: (seconds) => act({ type: 'slow-mode', seconds }),
      setTitle: (title) => act({ type: 'title', title }),
      setHistory: (history) => act({ type: 'history', history }),
      remove: (identity) => act({ type: 'remove', identity }),
      readmit: (identity) => act({ type: 'readmit', identity }),
      addOwner: (identity) => this.#naming('add-owner', identity),
      dropOwner: (identity) => act({ type: 'drop-owner', identity }),
      handOver: (identity) => this.#naming('hand-over', identity),
      accept: (identity) => act({ type: 'accept', identity }),
      refuse: async (identity) => this.#refuse(identity),
    };
  }

  #keptOf(charter: Charter | undefined, _changes: number): Bytes | undefined {
    const known = Array.from(this.#options.known.list.value);
    if (!this.#hasBegun) return undefined;
    const proof = charter && encodeProof(charter);
    const secrets = (this.epochs?.secrets ?? []).map(({ secret }) => secret);
    const root = charter && { root: charter.root };
    return encodeKept({ ...root, ...(proof ? { proof } : {}), secrets, known, ...this.#people.toKeep() });
  }
}
