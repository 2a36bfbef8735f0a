// What a room is made of: everything that the composition root hands in.

import type { ReadonlySignal } from '@preact/signals-core';
import type { Clock } from '../primitives/clock.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { IdentityId } from '../primitives/ids.ts';
import type { Log } from '../primitives/log.ts';
import type { RandomSource } from '../primitives/random.ts';
import type { Result } from '../primitives/result.ts';
import type { OverlayOptions } from '../mesh/overlay-ports.ts';
import type { LocalPeer } from '../secure/identity.ts';
import type { HandshakeContext, HandshakeError, SecureLink } from '../secure/secure-link.ts';
import type { SignalingMedium } from '../signaling/signaler.ts';
import type { Link, Transport } from '../transport/transport.ts';
import type { HandedLinks } from './invite/handed-links.ts';
import type { Place } from './place.ts';

/** Proves a link in one of the contexts, or closes it. */
export type Secure = (
  link: Link,
  contexts: readonly HandshakeContext[],
  signal?: AbortSignal,
) => Promise<Result<SecureLink, HandshakeError>>;

export interface CreateRoomOptions {
  readonly place: Place;
  readonly peer: LocalPeer;
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  /** The time of day: with it a kept room remembers since when people are in. */
  readonly wallTimeMs?: (() => number) | undefined;
  readonly random: RandomSource;
  readonly log: Log;
  /** One per broker; all are used at the same time. */
  readonly transports: readonly Transport[];
  /**
   * Brokers that are used from then on too, of which the room knew nothing when it began: it can be found there, and
   * whoever is in it by an invitation leads newcomers in. None is taken away before the room is left.
   */
  readonly laterTransports?: ReadonlySignal<readonly Transport[]> | undefined;
  /** Media that reach this browser only, such as its tabs: used like a broker, never shown or counted as one. */
  readonly localTransports?: readonly Transport[] | undefined;
  /**
   * Where there is no broker, a room in the tabs of this browser is open although nobody else can come: for whoever begins
   * one, or wants no other. Default: it fails with `no-broker` until somebody is met.
   */
  readonly isLocalEnough?: boolean | undefined;
  /** Links over a signaling medium: with it they come about through members too, and no broker is asked then. */
  readonly transportOver?: ((medium: SignalingMedium) => Transport) | undefined;
  /** Links that came about without any medium, such as by an invitation from hand to hand: they prove as all do. */
  readonly handed?: HandedLinks | undefined;
  readonly name: string;
  /** What the person says about themselves; default: nothing. */
  readonly status?: string | undefined;
  /** Words for what this instance can do, such as formats it plays; none unless told. */
  readonly capabilities?: readonly string[] | undefined;
  /** Whom this person does not want to hear: asked about every message of a feature. Default: nobody. */
  readonly isBlocked?: ((identity: IdentityId) => boolean) | undefined;
  /** Whom this person has verified: links to them are the last to be let go in a large room. Default: nobody. */
  readonly isVerified?: OverlayOptions['isVerified'];
  /** What `authority.kept` said when this room was kept; nothing happens when it does not fit. */
  readonly kept?: Uint8Array | undefined;
  /** Id of the space the person starts in. */
  readonly space?: string | undefined;
  /** Default: the handshake of secure/establish.ts. */
  readonly secure?: Secure | undefined;
  readonly pingPeriodMs?: OverlayOptions['pingPeriodMs'];
  /** Which links to hold; default: a full mesh to 10 members. */
  readonly topology?: OverlayOptions['topology'];
}
