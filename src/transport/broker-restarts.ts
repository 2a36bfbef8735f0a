// Restarts of links that a broker once brought about: they leave by whatever stay there is now and come in by any, while
// PeerJS knows nothing of them. Both ways they are bound to the link's connection id and its other end.

import type { TransportId } from '../primitives/ids.ts';
import type { BrokerMessage } from './broker-messages.ts';
import type { BrokerPeer } from './broker-peer.ts';
import type { LinkMedium } from './link-negotiation.ts';
import { formatDialId, parseDialId, type NegotiationMessage } from './negotiation-message.ts';

/** A link, opening or standing, as the broker's side of it. */
export interface RestartableLink {
  readonly remoteId: TransportId;
  receive(message: NegotiationMessage): void;
  tryNow(): void;
}

type Negotiating = Extract<BrokerMessage, { readonly type: 'OFFER' | 'ANSWER' | 'CANDIDATE' }>;

export interface BrokerRestarts {
  add(connectionId: string, link: RestartableLink): void;
  remove(connectionId: string): void;
  /** False when the message is none of a restart; one of a restart that nobody waits for is gone. */
  receive(message: Negotiating): boolean;
  /** What a link sends by the broker, through the stay there is then. */
  mediumFor(connectionId: string, remoteId: TransportId): LinkMedium;
  tryNow(): void;
}

/** `stay` is the PeerJS peer of the stay there is now, if any. */
export function createBrokerRestarts(stay: () => BrokerPeer | undefined): BrokerRestarts {
  const links = new Map<string, RestartableLink>();
  return {
    add: (connectionId, link) => void links.set(connectionId, link),
    remove: (connectionId) => void links.delete(connectionId),
    receive(message) {
      const { dialId, round } = parseDialId(message.payload.connectionId);
      if (round === 0) return false;
      const link = links.get(dialId);
      if (link?.remoteId === message.src) link.receive(negotiationOf(message, round));
      return true;
    },
    mediumFor: (connectionId, remoteId) => ({
      get isUp() {
        return stay() !== undefined;
      },
      send: (message) => stay()?.socket.send({ ...brokerMessageOf(connectionId, message), dst: remoteId }),
    }),
    tryNow() {
      for (const link of Array.from(links.values())) link.tryNow();
    },
  };
}

function negotiationOf(message: Negotiating, round: number): NegotiationMessage {
  if (message.type !== 'CANDIDATE') return { ...message.payload.sdp, round };
  const { candidate, sdpMid, sdpMLineIndex } = message.payload.candidate;
  return { type: 'candidate', round, candidate, mid: sdpMid ?? '', lineIndex: sdpMLineIndex ?? 0 };
}

/** In the form that a broker relays, and PeerJS reads when it is of round 0. */
function brokerMessageOf(dialId: string, message: NegotiationMessage) {
  const connectionId = formatDialId({ dialId, round: message.round });
  if (message.type === 'candidate') {
    const { candidate, mid, lineIndex } = message;
    const payload = {
      type: 'data',
      connectionId,
      candidate: { candidate, sdpMid: mid, sdpMLineIndex: lineIndex },
    };
    return { type: 'CANDIDATE', payload };
  }
  const { type, sdp } = message;
  const payload = { type: 'data', connectionId, serialization: 'raw', sdp: { type, sdp } };
  return { type: type === 'offer' ? 'OFFER' : 'ANSWER', payload };
}
