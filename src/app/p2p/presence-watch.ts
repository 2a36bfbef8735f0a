// Who comes and goes, as events: made of the roster's states, which say what is and not what happened.

import { effect, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { Disposable } from '../../primitives/disposable.ts';
import type { PeerId } from '../../primitives/ids.ts';
import type { LinkView, RosterPeer } from '../../room/room.ts';
import type { P2pEvents, P2pPeer } from './api.ts';

type Reach = 'linked' | 'beyond' | 'interrupted' | 'gone';

export interface PresenceWatch extends Disposable {
  /** Links that were opened, those opened again included. */
  readonly opened: number;
  /** Interrupted links that came back. */
  readonly reconnections: number;
}

export interface PresenceListeners {
  readonly onConnect: (peer: P2pPeer) => void;
  readonly onDisconnect: (event: P2pEvents['peer:disconnect']) => void;
}

export function watchPresence(
  peers: ReadonlySignal<readonly RosterPeer[]>,
  { onConnect, onDisconnect }: PresenceListeners,
): PresenceWatch {
  let known: ReadonlyMap<PeerId, Reach> = new Map();
  let opened = 0;
  let reconnections = 0;

  function onChange(peer: RosterPeer, before: Reach, now: Reach): void {
    if (now === 'linked' && before !== 'linked') opened += 1;
    if (isHere(now) && before === 'interrupted') reconnections += 1;
    if (isHere(now) && !isHere(before)) onConnect(peerOf(peer));
    const reason = reasonOf(peer.link);
    if (reason && isKnown(before) && before !== now) onDisconnect({ peerId: peer.peerId, reason });
  }

  function look(list: readonly RosterPeer[]): void {
    const before = known;
    known = new Map(list.map(({ peerId, link }) => [peerId, reachOf(link)]));
    for (const peer of list) onChange(peer, before.get(peer.peerId) ?? 'gone', reachOf(peer.link));
    for (const [peerId, reach] of before)
      if (!known.has(peerId) && isKnown(reach)) onDisconnect({ peerId, reason: 'left' });
  }

  const stop = effect(() => {
    const list = peers.value;
    untracked(() => look(list));
  });
  return {
    get opened() {
      return opened;
    },
    get reconnections() {
      return reconnections;
    },
    dispose: stop,
  };
}

export function peerOf({ peerId, identityId, name, link }: RosterPeer): P2pPeer {
  return { peerId, identityId, name, connection: connectionOf(link), latency: latencyOf(link) ?? null };
}

export function isLinked({ link }: RosterPeer): boolean {
  return reachOf(link) === 'linked';
}

export function latencyOf(link: LinkView): number | undefined {
  return 'rttMs' in link ? link.rttMs : undefined;
}

function connectionOf({ kind }: LinkView): P2pPeer['connection'] {
  switch (kind) {
    case 'unknown':
      return 'linked';
    case 'via':
    case 'known':
    case 'connecting':
      return 'through-others';
    case 'reconnecting':
    case 'gone':
      return 'interrupted';
    default:
      return kind;
  }
}

function reachOf({ kind }: LinkView): Reach {
  switch (kind) {
    case 'via':
    case 'known':
    case 'connecting':
      return 'beyond';
    case 'reconnecting':
      return 'interrupted';
    case 'gone':
      return kind;
    default:
      return 'linked';
  }
}

function isHere(reach: Reach): boolean {
  return reach === 'linked' || reach === 'beyond';
}

/** It was told of, and not that it left. */
function isKnown(reach: Reach): boolean {
  return isHere(reach) || reach === 'interrupted';
}

function reasonOf(link: LinkView): P2pEvents['peer:disconnect']['reason'] | undefined {
  if (link.kind === 'reconnecting') return 'interrupted';
  return link.kind === 'gone' ? link.how : undefined;
}
