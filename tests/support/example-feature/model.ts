// Whose hands are up, and where each points. Works in a room and between two people alike: it knows a conversation and nothing else.

import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { Disposable } from '../../../src/primitives/disposable.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import type { FeatureContext } from '../../../src/features/feature.ts';
import type { RoomMember } from '../../../src/room/room.ts';
import { HANDS_PROTOCOL, POINTING, type Spot } from './protocol.ts';

export interface HandsModel extends Disposable {
  readonly isUp: ReadonlySignal<boolean>;
  /** Others whose hand is up and who are here. */
  readonly others: ReadonlySignal<readonly RoomMember[]>;
  readonly pointers: ReadonlySignal<readonly Pointer[]>;
  setUp(isUp: boolean): void;
  point(at: Spot): void;
}

/** Where somebody else points. */
export interface Pointer {
  readonly member: RoomMember;
  readonly spot: Spot;
}

export function createHandsModel({ room, docs }: Pick<FeatureContext, 'room' | 'docs'>): HandsModel {
  const channel = room.channel(HANDS_PROTOCOL);
  const pointing = docs.presence.field(POINTING);
  const isUp = signal(false);
  /** Instances that are here, by whether their hand is up: nobody costs memory after they went. */
  const known = signal<ReadonlyMap<PeerId, boolean>>(new Map());

  const stopHearing = channel.onMessage(({ from, message }) => {
    known.value = new Map(known.value).set(from, message.isUp);
  });
  const stopWatching = effect(() => {
    const here = room.peers.value.map(({ peerId }) => peerId);
    untracked(() => {
      const newcomers = here.filter((peer) => !known.value.has(peer));
      known.value = new Map(here.map((peer) => [peer, known.value.get(peer) ?? false]));
      // Whoever comes later has to be told.
      if (isUp.value) for (const peer of newcomers) channel.send(peer, { isUp: true });
    });
  });

  return {
    isUp,
    others: computed(() =>
      room.members.value.filter(({ devices }) => devices.some(({ peerId }) => known.value.get(peerId))),
    ),
    pointers: computed(() =>
      room.members.value.flatMap((member) => {
        const spot = pointing.said.value.get(member.identityId);
        return spot ? [{ member, spot }] : [];
      }),
    ),
    point: (at) => pointing.say(at),
    setUp(next) {
      isUp.value = next;
      channel.broadcast({ isUp: next });
    },
    dispose() {
      pointing.takeBack();
      stopWatching();
      stopHearing();
    },
  };
}
