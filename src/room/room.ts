// A room as features and views see it: who is here, how links run, and typed channels. How peers are found and
// linked is below; what is said on the channels is above.

import type { ReadonlySignal } from '@preact/signals-core';
import type { Bytes } from '../primitives/bytes.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { Unsubscribe } from '../primitives/events.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { MeshSummary } from '../mesh/overlay-ports.ts';
import type { Mark } from '../primitives/mark.ts';
import type { Attest } from './attest.ts';
import type { Authority } from './authority-port.ts';
import type { HistoryPolicy } from './charter.ts';
import type { LinkFacts } from './link-facts.ts';
import type { FrameProtocol, Protocol } from './protocol-definition.ts';

/** How one peer is reached, as far as this device knows. */
export type LinkView =
  | { readonly kind: 'direct' | 'relayed' | 'unknown'; readonly rttMs: number | undefined }
  /** Not linked: messages go through others, nearest first. */
  | { readonly kind: 'via'; readonly via: readonly PeerId[]; readonly rttMs: number | undefined }
  /** Not linked, and no way for messages to it alone is known; what is said to everybody reaches it. */
  | { readonly kind: 'known' }
  /** The same, and it is being dialled. */
  | { readonly kind: 'connecting' }
  | { readonly kind: 'reconnecting'; readonly sinceMs: number }
  | { readonly kind: 'gone'; readonly how: Departure; readonly sinceMs: number };

/**
 * How somebody went. `left`: they said goodbye. `lost`: nothing was heard of them for 90 s. `asleep`: the same, after
 * their page had said that it is in the background. `refused`: for what no honest peer does.
 */
export type Departure = 'left' | 'lost' | 'asleep' | 'refused';

/** A proven instance in the room. Two tabs of one person are two peers of one member. */
export interface RosterPeer {
  readonly peerId: PeerId;
  readonly identityId: IdentityId;
  readonly mark: Mark;
  /** Cleaned, at most 40 graphemes; '' when the person gave none (the view shows the mark's words then). */
  readonly name: string;
  /** What the person says about themselves; cleaned, at most 80 graphemes, '' for nothing. */
  readonly status: string;
  readonly link: LinkView;
  /** Id of the space the person looks at, such as `chat`. */
  readonly space: string | undefined;
  /** The page is in the background, as it says. */
  readonly isHidden: boolean;
  /** Nothing was seen of the person there for a while, as it says. */
  readonly isAway: boolean;
  /** Words for what the instance can do, as it says; those that are not known mean nothing. */
  readonly capabilities?: readonly string[];
  /** Local clock, when the peer was first seen. */
  readonly joinedAtMs: number;
}

/** A person in the room, with every instance of theirs; nobody is listed twice. */
export interface RoomMember {
  readonly identityId: IdentityId;
  readonly mark: Mark;
  /** As the nearest instance shows it; '' when the person gave none. */
  readonly name: string;
  /** As the nearest instance shows it. */
  readonly status: string;
  /** The person at this device, in another tab or on another device of theirs. */
  readonly isSelf: boolean;
  /** At least one, nearest first. */
  readonly devices: readonly RosterPeer[];
  /** The nearest instance's. */
  readonly link: LinkView;
  /** Id of the space the person looks at, where they are present. */
  readonly space: string | undefined;
  readonly state: MemberState;
  /** Local clock, when the first of the instances was first seen. */
  readonly joinedAtMs: number;
}

export type MemberState =
  | { readonly kind: 'here' }
  /** Linked, and nobody has been seen at any of the instances for a while. */
  | { readonly kind: 'away' }
  /** No link holds: on the way back, or `asleep`, when the page had said that it is in the background. */
  | { readonly kind: 'lost' | 'asleep'; readonly sinceMs: number }
  | { readonly kind: 'gone'; readonly how: Departure; readonly sinceMs: number };

/** Which step of joining is under way, in this order. */
export type JoinStep = 'keys' | 'brokers' | 'looking' | 'proving' | 'linking';

export type JoinFailure =
  | { readonly code: 'no-broker'; readonly brokers: readonly string[] }
  | { readonly code: 'unsupported'; readonly what: 'webrtc' | 'crypto' }
  | { readonly code: 'room-full' }
  | { readonly code: 'nobody-proved' }
  /** An owner has locked the room; an owner sent this person away; this person was removed. */
  | { readonly code: 'locked' | 'refused' | 'removed' }
  /** Those inside follow another owner than the link names. */
  | { readonly code: 'other-owner' }
  /** Nobody proved, and a certificate was not the one its owner sees: somebody is in between. */
  | { readonly code: 'intercepted' };

export type RoomState =
  | { readonly kind: 'joining'; readonly step: JoinStep }
  /** At the door: an owner is asked to let this person in. */
  | { readonly kind: 'knocking' }
  /** In the room; links may come and go. */
  | { readonly kind: 'open' }
  | { readonly kind: 'failed'; readonly failure: JoinFailure }
  | { readonly kind: 'left' };

export interface BrokerView {
  readonly label: string;
  readonly state: 'trying' | 'reachable' | 'unreachable';
}

/** One message as delivered to a feature; the sender is the proven other end, never a field of the message. */
export interface Received<M> {
  readonly from: PeerId;
  readonly identityId: IdentityId;
  readonly message: M;
}

export interface Channel<M> {
  /**
   * Sends to every member, linked or not (in a large room by gossip); returns for whom it was handed over. Messages over
   * 48 KiB, and those of `bulk` and `realtime`, reach linked members only.
   */
  broadcast(message: M): readonly PeerId[];
  /** False when there is no open way to `to` or its queue is full. */
  send(to: PeerId, message: M): boolean;
  onMessage(listener: (received: Received<M>) => void): Unsubscribe;
}

export interface ReceivedFrame {
  readonly from: PeerId;
  readonly identityId: IdentityId;
  readonly frame: Bytes;
}

/** To and from linked members, on `bulk`: reliable, in any order. What waited when a link ends is lost with it. */
export interface FrameChannel {
  readonly maxFrameBytes: number;
  /** One frame, which may come in parts. False when there is no link or its queue is full. It may be reused at once. */
  send(to: PeerId, ...parts: readonly Uint8Array[]): boolean;
  /** Handed over for this member by everybody who sends on `bulk`, and not sent yet. */
  bufferedBytes(to: PeerId): number;
  onFrame(listener: (received: ReceivedFrame) => void): Unsubscribe;
  /** Some of what waited for this member has left. */
  onDrained(listener: (to: PeerId) => void): Unsubscribe;
  /** Counts something against a member that no honest one does. */
  blame(peer: PeerId, detail: string): void;
}

/** Whether anybody looks at this page. */
export interface Attention {
  /** It is in the background. */
  readonly isHidden: boolean;
  /** Nothing was touched for a while. */
  readonly isAway: boolean;
}

/** What a feature may do with a room. */
export interface RoomContext {
  /** A room, which its words lead to, or two people who know each other. A feature works in both. */
  readonly kind: 'room' | 'pair';
  readonly self: RoomSelf;
  /** Instances. */
  readonly peers: ReadonlySignal<readonly RosterPeer[]>;
  /**
   * People: instances by identity, this person's other tabs and devices included, and for 5 minutes those who were lost
   * without a goodbye.
   */
  readonly members: ReadonlySignal<readonly RoomMember[]>;
  readonly state: ReadonlySignal<RoomState>;
  /** What the room allows this person; signal-backed: what reads it is told when it changes. `space`: a feature's id. */
  may(act: 'write', space: string): boolean;
  /** Between two messages of that person, or of this one; 0 for none; signal-backed. */
  slowModeMs(identity?: IdentityId): number;
  /** What newcomers may be given of what was said before they came; signal-backed. `all` in a pair. */
  historyPolicy(): HistoryPolicy;
  /**
   * Local clock, since when this instance knows a person to be in; -Infinity for owners and for this person elsewhere.
   * Undefined for those never seen here. Where {@link historyPolicy} is `since-joined`, nothing that was said before is
   * passed on to them; what came by catching up counts as said when it was said, or as before everything, if nobody
   * tells how long ago that was. Whoever was removed and let in again is new.
   */
  admittedAtMs(identity: IdentityId): number | undefined;
  /** Whether that person decides for everybody: an owner, or anybody where nobody owns it; signal-backed. */
  mayRule(identity: IdentityId): boolean;
  /** Signatures that hold when they are passed on. */
  readonly attest: Attest;
  channel<M>(protocol: Protocol<M>): Channel<M>;
  /** Frames that are too many to be encoded and decoded, such as chunks of files; asking again gives the same. */
  frames(protocol: FrameProtocol): FrameChannel;
  /** Asks for a link to a member that has none, within the mesh's own bounds. It may come to nothing. */
  requestLink(peer: PeerId): void;
}

export interface RoomSelf {
  readonly peerId: PeerId;
  readonly identityId: IdentityId;
  readonly mark: Mark;
  readonly name: ReadonlySignal<string>;
}

export interface Room extends RoomContext, Disposable {
  /** Six words; none for a pair. */
  readonly code: readonly string[];
  /** First 16 bytes of the owner's fingerprint as in the link, or undefined when joined by spoken words alone. */
  readonly owner: string | undefined;
  readonly authority: Authority;
  readonly brokers: ReadonlySignal<readonly BrokerView[]>;
  /** A link was refused because somebody is in between; until somebody proves. */
  readonly isIntercepted: ReadonlySignal<boolean>;
  /** Tries again after a failure; does nothing otherwise. */
  retry(): void;
  /** The network may be another one, or the page was away: what waits for its next attempt is tried at once. */
  tryNow(): void;
  /** Ends the link to this peer, and takes none from it for 10 minutes. Others still reach it. */
  disconnect(peerId: PeerId): void;
  /** What is known of the way to a member right now; undefined for those who are not here. */
  linkFacts(peerId: PeerId): LinkFacts | undefined;
  /** The links together, and what is passed on for others. */
  meshSummary(): MeshSummary;
  setName(name: string): void;
  /** A line about oneself; '' for none. */
  setStatus(status: string): void;
  /** Tells the others which space this person looks at. */
  setSpace(space: string): void;
  /** Tells the others whether anybody is at this page. */
  setAttention(attention: Attention): void;
  /** Says goodbye to everyone and disposes. */
  leave(): void;
}
