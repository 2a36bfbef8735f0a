// Links that have yet to prove who is at their other end: how many there may be, and their end together.

import type { Link } from '../transport/transport.ts';
import type { MeshOptions } from './mesh-ports.ts';

/**
 * Under handshake at once of those that others dialled, over all ways they come by: each address bounds its own, and
 * there may be a dozen. A room whose 50 members join in one moment fits.
 */
export const MAX_HANDSHAKES = 64;

export interface Handshakes {
  /** Undefined when there are too many; the link is closed then. */
  prove(link: Link): ReturnType<MeshOptions['secure']> | undefined;
  abort(): void;
}

export function createHandshakes(secure: MeshOptions['secure']): Handshakes {
  const running = new Map<AbortController, Link['role']>();

  async function prove(link: Link): ReturnType<MeshOptions['secure']> {
    const handshake = new AbortController();
    running.set(handshake, link.role);
    const proven = await secure(link, handshake.signal);
    running.delete(handshake);
    return proven;
  }

  return {
    prove(link) {
      const incoming = Array.from(running.values()).filter((role) => role === 'listener').length;
      if (link.role === 'dialer' || incoming < MAX_HANDSHAKES) return prove(link);
      link.close('busy');
      return undefined;
    },
    abort() {
      for (const handshake of running.keys()) handshake.abort();
    },
  };
}
