// Proves the links of a room: in its contexts, as this peer. Notices when somebody is in between. What becomes of a proven
// link is decided by the mesh.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { err, type Result } from '../primitives/result.ts';
import { establishSecureLink } from '../secure/establish.ts';
import type { HandshakeContext, HandshakeError, SecureLink } from '../secure/secure-link.ts';
import type { Link } from '../transport/transport.ts';
import type { CreateRoomOptions } from './room-options.ts';

export interface RoomLinks {
  /** A link was refused because somebody is in between; until somebody proves. */
  readonly isIntercepted: ReadonlySignal<boolean>;
  secure(link: Link, signal: AbortSignal): Promise<Result<SecureLink, HandshakeError>>;
  /** A certificate was not the one its owner sees. */
  onIntercepted(): void;
  /** Somebody proved. */
  onProven(): void;
}

export interface RoomLinksOptions extends Pick<
  CreateRoomOptions,
  'crypto' | 'clock' | 'random' | 'peer' | 'secure'
> {
  /** None before the keys are there. */
  readonly contexts: () => readonly HandshakeContext[];
  readonly onChange: () => void;
}

export function createRoomLinks(options: RoomLinksOptions): RoomLinks {
  const isIntercepted = signal(false);

  function onIntercepted(): void {
    isIntercepted.value = true;
    options.onChange();
  }

  return {
    isIntercepted,
    onIntercepted,
    onProven: () => void (isIntercepted.value = false),
    async secure(link, signal) {
      const contexts = options.contexts();
      if (contexts.length === 0) return err({ code: 'aborted', detail: 'the keys are not ready' });
      const proven = await prove(options, { link, contexts, signal });
      // Only who knows the room's words gets as far as comparing certificates.
      if (!proven.ok && proven.error.code === 'fingerprints') onIntercepted();
      return proven;
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
