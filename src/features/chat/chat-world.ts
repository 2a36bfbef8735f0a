// What every thread of a conversation needs of it, whoever shares the thread.

import type { ReadonlySignal } from '@preact/signals-core';
import type { Bytes } from '../../primitives/bytes.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { RandomSource } from '../../primitives/random.ts';
import type { RoomContext, RosterPeer } from '../../room/room.ts';
import type { Regard } from '../../room/standing.ts';
import type { Tells } from '../feature.ts';
import type { ThreadId } from './api.ts';
import type { ExchangeMessage } from './exchange/messages.ts';
import type { Run } from './log/run.ts';

export interface ChatWorld {
  readonly room: RoomContext;
  readonly clock: Clock;
  readonly wallTimeMs: () => number;
  readonly random: RandomSource;
  /** How far this person wants to hear of somebody; signal-backed. */
  readonly regardOf?: (identity: IdentityId) => Regard;
  /** What this person lets others know; signal-backed. */
  readonly tells?: (() => Tells) | undefined;
}

/** Who else is writing in a thread. */
export interface Typists extends Disposable {
  readonly writing: ReadonlySignal<readonly RosterPeer[]>;
  /** That instance tells that its person writes. */
  note(peerId: PeerId): void;
  /** What they wrote is here. */
  clear(peerId: PeerId): void;
}

/** Who shares a thread, and how they are reached. */
export interface ThreadWay {
  readonly id: ThreadId;
  /** What is signed names it: 32 bytes. */
  readonly name: Promise<Bytes>;
  /** Instances of others who share it, and of this person elsewhere; signal-backed. */
  readonly sharers: () => readonly RosterPeer[];
  /** With whom it is compared: those linked, or all that can be reached; signal-backed. */
  readonly neighbours: () => readonly RosterPeer[];
  /** To all who share it; those it was handed on to. */
  readonly say: (run: Run) => readonly PeerId[];
  readonly typists: Typists;
  /** This person writes something, or no more. */
  readonly tellTyping: (isWriting: boolean) => void;
  readonly tell: (to: PeerId, message: ExchangeMessage) => boolean;
  /** Since when they may hear what was said, as a time of day; -Infinity: all of it. */
  readonly sinceMsFor: (identity: IdentityId) => number;
}
