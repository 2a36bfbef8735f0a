// Who files come from and go to: people by name and mark, also after they have left, and which person an instance is.

import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import { concatBytes, encodeUtf8 } from '../../primitives/bytes.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import { MARK_LABEL, markOfHash, type Mark } from '../../primitives/mark.ts';
import type { Attestation } from '../../room/attest.ts';
import type { RoomContext } from '../../room/room.ts';
import type { Regard } from '../../room/standing.ts';
import type { FilePerson } from './api.ts';

/** Far more than a room ever holds; those who were here longest ago are forgotten first. */
export const MAX_REMEMBERED = 1_000;

/** Reading any of these follows it in a computation. */
export interface FilePeople extends Disposable {
  readonly self: ReadonlySignal<FilePerson>;
  /** Of an instance that is or was here; undefined for those never seen, and whose person is not to be shown. */
  ofPeer(peer: PeerId): FilePerson | undefined;
  identityOf(peer: PeerId): IdentityId | undefined;
  /** The same by who they are. */
  of(identity: IdentityId): FilePerson | undefined;
  /** The same as {@link FilePeople.ofPeer}, whoever is to be shown. */
  anyOf(peer: PeerId): FilePerson | undefined;
  /** Somebody who was here at another time; whoever is here now is known better. */
  recall(peer: PeerId, person: FilePerson): void;
  /** Whoever signed something and may have left before this person came: told by their key. */
  recognize(peer: PeerId, proof: Pick<Attestation, 'key' | 'nonce'>): Promise<void>;
  /** Makes a number: neither this person, nor muted, nor hidden. */
  isHeard(person: FilePerson): boolean;
  /** Other people who are in the room now and are shown. */
  readonly others: ReadonlySignal<ReadonlySet<IdentityId>>;
  /** Instances that are in the room now. */
  readonly present: ReadonlySignal<ReadonlySet<PeerId>>;
}

export interface FilePeopleOptions {
  readonly room: Pick<RoomContext, 'members' | 'self' | 'attest'>;
  readonly regardOf: (identity: IdentityId) => Regard;
  /** As somebody was called when they were met last; signal-backed. */
  readonly nameOf?: ((identity: IdentityId) => string | undefined) | undefined;
}

export function createFilePeople({ room, regardOf, nameOf }: FilePeopleOptions): FilePeople {
  const known = signal<ReadonlyMap<IdentityId, FilePerson>>(new Map());
  const identityOf = signal<ReadonlyMap<PeerId, IdentityId>>(new Map());
  const { identityId, mark } = room.self;
  const self = computed<FilePerson>(() => ({ identityId, mark, name: room.self.name.value, isSelf: true }));
  const isShown = (identity: IdentityId) => !HIDDEN.has(regardOf(identity));

  const stop = effect(() => {
    const members = room.members.value;
    untracked(() => {
      const people = new Map(known.value);
      const identities = new Map(identityOf.value);
      for (const member of members) {
        remember(people, member.identityId, personOf(people.get(member.identityId), member));
        for (const { peerId } of member.devices) remember(identities, peerId, member.identityId);
      }
      known.value = people;
      identityOf.value = identities;
    });
  });

  function recall(peer: PeerId, person: FilePerson): void {
    const [people, identities] = [known.peek(), identityOf.peek()];
    if (people.size >= MAX_REMEMBERED || identities.size >= MAX_REMEMBERED) return;
    // Before the others: those who were here longest ago are forgotten first.
    const before = people.get(person.identityId);
    const isHere = room.members.peek().some((member) => member.identityId === person.identityId);
    // Told by the key alone, and by name now.
    if (before?.name === '' && !isHere) known.value = new Map(people).set(person.identityId, person);
    if (!before) known.value = new Map([[person.identityId, person], ...people]);
    if (!identities.has(peer)) identityOf.value = new Map([[peer, person.identityId], ...identities]);
  }

  return {
    self,
    ofPeer(peer) {
      const identity = identityOf.value.get(peer);
      if (identity === identityId) return self.value;
      return identity !== undefined && isShown(identity) ? known.value.get(identity) : undefined;
    },
    identityOf: (peer) => identityOf.value.get(peer),
    of: (identity) => known.value.get(identity),
    anyOf: (peer) => known.value.get(identityOf.value.get(peer) ?? ('' as IdentityId)),
    recall,
    async recognize(peer, proof) {
      if (identityOf.peek().has(peer)) return;
      const who = await room.attest.whoIs(proof);
      if (who.peerId !== peer) return;
      const name = untracked(() => nameOf?.(who.identityId)) ?? '';
      const { identityId: id } = who;
      recall(peer, { identityId: id, name, mark: await markIn(room, proof), isSelf: id === identityId });
    },
    isHeard: (person) => !person.isSelf && regardOf(person.identityId) === 'open',
    others: computed(() => {
      const here = room.members.value.filter(({ isSelf, state }) => !isSelf && state.kind !== 'gone');
      return new Set(here.map((member) => member.identityId).filter(isShown));
    }),
    present: computed(() => {
      const devices = room.members.value.flatMap((member) => member.devices);
      return new Set(devices.filter(({ link }) => link.kind !== 'gone').map(({ peerId }) => peerId));
    }),
    dispose: stop,
  };
}

/** Those of {@link FilePeople.others} who are known by more than their key. */
export function othersIn(people: Pick<FilePeople, 'others' | 'of'>): readonly FilePerson[] {
  return Array.from(people.others.value, (each) => people.of(each)).filter((each) => each !== undefined);
}

async function markIn({ attest }: FilePeopleOptions['room'], proof: Pick<Attestation, 'key'>): Promise<Mark> {
  return markOfHash(await attest.hash(concatBytes(encodeUtf8(MARK_LABEL), proof.key)));
}

const HIDDEN: ReadonlySet<Regard> = new Set(['blocked', 'waiting']);

interface Seen {
  readonly identityId: IdentityId;
  readonly name: string;
  readonly mark: Mark;
  readonly isSelf: boolean;
}

/** The same object while nothing of it changes: what is shown of it need not be drawn again. */
function personOf(before: FilePerson | undefined, { identityId, name, mark, isSelf }: Seen): FilePerson {
  const isSame = before?.name === name && before.mark.dye === mark.dye && before.mark.thing === mark.thing;
  return isSame ? before : { identityId, name, mark, isSelf };
}

/** Moves it to the end, so that the beginning is who was here longest ago. */
function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  for (const [oldest] of map) {
    if (map.size <= MAX_REMEMBERED) break;
    map.delete(oldest);
  }
}
