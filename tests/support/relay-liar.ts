// A member that keeps to every rule but one: what others ask it to pass on, it changes. Wraps its links, so that its
// own room does not know.

import { decodeEnvelope, encodeEnvelope } from '../../src/mesh/envelope.ts';
import { decodeSequenced, encodeSequenced } from '../../src/mesh/sequenced.ts';
import {
  decodeRelayMessage,
  encodeRelayMessage,
  RELAY_PROTOCOL,
  type RelayMessage,
} from '../../src/mesh/relay/protocol.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import type { SecureLink } from '../../src/secure/secure-link.ts';

/** Hears relayed messages through `change`; everything else as it is. */
export function hearChanged(link: SecureLink, change: (message: RelayMessage) => RelayMessage): SecureLink {
  return new Proxy(link, {
    get(target, key) {
      if (key !== 'onMessage') return Reflect.get(target, key) as unknown;
      return ((listener) =>
        target.onMessage(({ channel, payload }) =>
          listener({ channel, payload: changed(payload, change) }),
        )) satisfies SecureLink['onMessage'];
    },
  });
}

function changed(payload: Bytes, change: (message: RelayMessage) => RelayMessage): Bytes {
  const sequenced = decodeSequenced(payload);
  const envelope = sequenced && decodeEnvelope(sequenced.payload);
  const message = envelope?.protocol === RELAY_PROTOCOL.id ? decodeRelayMessage(envelope.payload) : undefined;
  if (!sequenced || !message?.ok) return payload;
  const { id, version } = RELAY_PROTOCOL;
  const rewritten = encodeEnvelope(id, version, encodeRelayMessage(change(message.value)));
  return encodeSequenced({ ...sequenced, payload: rewritten });
}
