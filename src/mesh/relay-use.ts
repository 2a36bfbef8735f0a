// Who is reached through others where no link works: begun once for each peer, as everything unacknowledged goes again on
// another path. Which relay that is, is known elsewhere.

import type { PeerId } from '../primitives/ids.ts';
import type { Beyond } from './beyond.ts';
import type { Mesh } from './mesh-ports.ts';
import type { Sender } from './sender.ts';

export interface RelayUse {
  /** Messages to `peer` go through others, while no link works, if its keys and a way are known. */
  useTo(peer: PeerId): void;
  use(peer: Sender): void;
  /** It is gone. */
  forget(peer: PeerId): void;
}

export interface RelayUseOptions {
  readonly mesh: Pick<Mesh, 'setRelay'>;
  readonly beyond: Pick<Beyond, 'relay' | 'ways'>;
  readonly senderOf: (peer: PeerId) => Sender | undefined;
}

export function createRelayUse({ mesh, beyond, senderOf }: RelayUseOptions): RelayUse {
  const used = new Set<PeerId>();

  function use(peer: Sender): void {
    if (used.has(peer.peerId)) return;
    used.add(peer.peerId);
    mesh.setRelay(peer, beyond.ways.wayTo(peer.peerId));
  }

  return {
    use,
    useTo(peerId) {
      const sender = senderOf(peerId);
      if (sender && beyond.relay.canReach(peerId)) use(sender);
    },
    forget: (peerId) => void used.delete(peerId),
  };
}
