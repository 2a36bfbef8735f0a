// Proves the links of a room: in its contexts, as this peer. Tells links of the room from those that lead to its door
// (PROTOCOL [E5]), and notices when somebody is in between. What becomes of a proven link is decided by others.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { TransportId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { createBoundedMemory } from '../mesh/bounded-memory.ts';
import { STRANGER } from '../mesh/mesh-ports.ts';
import { establishSecureLink } from '../secure/establish.ts';
import type { HandshakeContext, HandshakeError, SecureLink } from '../secure/secure-link.ts';
import type { Link } from '../transport/transport.ts';
import { DOOR } from './epochs.ts';
import type { CreateRoomOptions } from './room-options.ts';

export interface RoomLinks {
  /** A link was refused because somebody is in between; until somebody proves. */
  readonly isIntercepted: ReadonlySignal<boolean>;
  /** Undefined for a link that leads to the door. */
  secure(link: Link, signal: AbortSignal): Promise<Result<SecureLink | undefined, HandshakeError>>;
  /** A certificate was not the one its owner sees. */
  onIntercepted(): void;
  /** Somebody proved. */
  onProven(): void;
}

export interface RoomLinksOptions extends Pick<
  CreateRoomOptions,
  'crypto' | 'clock' | 'random' | 'peer' | 'secure'
> {
  /** The room's own, those before, and the words alone last; none before the keys are there. */
  readonly contexts: () => readonly HandshakeContext[];
  /** A link between different epochs; `isWordsOnly`: proven by the words and nothing else. */
  readonly onDoor: (link: SecureLink, isWordsOnly: boolean) => void;
  readonly onChange: () => void;
}

/** How long an address is asked by the words alone after it did not know the room's epoch. */
const BEHIND_MS = 60_000;
const MAX_BEHIND = 64;

export function createRoomLinks(options: RoomLinksOptions): RoomLinks {
  const isIntercepted = signal(false);
  /** Addresses that seemed to be in an epoch before ours. */
  const behind = createBoundedMemory<TransportId, true>({ keepMs: BEHIND_MS, maxEntries: MAX_BEHIND });

  function onIntercepted(): void {
    isIntercepted.value = true;
    options.onChange();
  }

  function onBehind({ role, remoteId }: Link): void {
    if (role === 'dialer') behind.set(remoteId, true, options.clock.nowMs());
  }

  /** A dialer asks for one; whoever does not know the room's epoch knows its words. */
  function contextsFor({ role, remoteId }: Link): readonly HandshakeContext[] {
    const contexts = options.contexts();
    if (role === 'listener') return contexts;
    return behind.get(remoteId, options.clock.nowMs()) ? contexts.slice(-1) : contexts.slice(0, 1);
  }

  function settle(
    link: Link,
    proven: SecureLink,
    context: HandshakeContext | undefined,
  ): SecureLink | undefined {
    const isWordsOnly = context?.epochSecret === undefined;
    const isAtDoor = context?.capabilities?.includes(DOOR) || proven.remote.capabilities.includes(DOOR);
    if (!isAtDoor) {
      proven.onClosed(({ detail }) => detail === STRANGER && onBehind(link));
      return proven;
    }
    behind.delete(link.remoteId);
    options.onDoor(proven, isWordsOnly);
    return undefined;
  }

  return {
    isIntercepted,
    onIntercepted,
    onProven: () => void (isIntercepted.value = false),
    async secure(link, signal) {
      const contexts = contextsFor(link);
      if (contexts.length === 0) return err({ code: 'aborted', detail: 'the keys are not ready' });
      const proven = await prove(options, { link, contexts, signal });
      // Only who knows the room's words gets as far as comparing certificates.
      if (!proven.ok && proven.error.code === 'fingerprints') onIntercepted();
      if (!proven.ok && proven.error.code === 'unknown-context') onBehind(link);
      return proven.ok ? ok(settle(link, proven.value, contexts[proven.value.contextIndex])) : proven;
    },
  };
}

function prove(
  options: RoomLinksOptions,
  attempt: {
    readonly link: Link;
    readonly contexts: readonly HandshakeContext[];
    readonly signal: AbortSignal;
  },
): Promise<Result<SecureLink, HandshakeError>> {
  const { crypto, clock, random, peer, secure } = options;
  const { link, contexts, signal } = attempt;
  if (secure) return secure(link, contexts, signal);
  return establishSecureLink(link, { crypto, clock, random, peer, contexts, capabilities: [], signal });
}
