// Whose hands are up. Works in a room and between two people alike: it knows a conversation and nothing else.

import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { Disposable } from '../../../src/primitives/disposable.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import type { FeatureContext } from '../../../src/features/feature.ts';
import type { RoomMember } from '../../../src/room/room.ts';
import { HANDS_PROTOCOL } from './protocol.ts';

export interface HandsModel extends Disposable {
  readonly isUp: ReadonlySignal<boolean>;
  /** Others whose hand is up and who are here. */
  readonly others: ReadonlySignal<readonly RoomMember[]>;
  setUp(isUp: boolean): void;
}

export function createHandsModel({ room }: Pick<FeatureContext, 'room'>): HandsModel {
  const channel = room.channel(HANDS_PROTOCOL);
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
    setUp(next) {
      isUp.value = next;
      channel.broadcast({ isUp: next });
    },
    dispose() {
      stopWatching();
      stopHearing();
    },
  };
}
