// Proven links without a handshake and without sealing, for simulations of hundreds: each end says who it is and is
// believed. Everything above is the real thing. What the handshake itself does is tested elsewhere.

import { concatBytes } from '../../src/primitives/bytes.ts';
import { PUBLIC_KEY_BYTES, type CryptoPort } from '../../src/primitives/crypto.ts';
import { err, ok, type Result } from '../../src/primitives/result.ts';
import { identityIdOf, peerIdOf, SESSION_NONCE_BYTES, type LocalPeer } from '../../src/secure/identity.ts';
import type { HandshakeError, ProvenPeer, SecureLink } from '../../src/secure/secure-link.ts';
import type { Link } from '../../src/transport/transport.ts';

const HELLO_BYTES = 2 * PUBLIC_KEY_BYTES + SESSION_NONCE_BYTES;

/** What takes the place of `establishSecureLink`. */
export function createPlainSecure(self: LocalPeer, crypto: CryptoPort) {
  const { publicKey, agreementKey } = self.identity;
  const hello = concatBytes(publicKey, agreementKey, self.sessionNonce);
  return (link: Link, signal?: AbortSignal): Promise<Result<SecureLink, HandshakeError>> =>
    new Promise((resolve) => {
      const fail = (code: HandshakeError['code']) => {
        link.close(`plain: ${code}`);
        resolve(err({ code, detail: 'plain' }));
      };
      link.onClosed(() => fail('closed'));
      signal?.addEventListener('abort', () => fail('aborted'));
      const stop = link.onFrame(({ data }) => {
        stop();
        if (data.length !== HELLO_BYTES) return fail('malformed');
        void provenPeer(data, crypto).then((remote) => resolve(ok(plainLink(link, remote))));
      });
      link.send('control', hello);
    });
}

async function provenPeer(hello: Uint8Array, crypto: CryptoPort): Promise<ProvenPeer> {
  const identityKey = hello.slice(0, PUBLIC_KEY_BYTES);
  const agreementKey = hello.slice(PUBLIC_KEY_BYTES, 2 * PUBLIC_KEY_BYTES);
  const peerId = await peerIdOf(identityKey, hello.slice(2 * PUBLIC_KEY_BYTES), crypto);
  const identityId = await identityIdOf(identityKey, crypto);
  return { peerId, identityId, identityKey, agreementKey, capabilities: [] };
}

function plainLink(link: Link, remote: ProvenPeer): SecureLink {
  return {
    remote,
    role: link.role,
    contextIndex: 0,
    get isOpen() {
      return link.isOpen;
    },
    get isInterrupted() {
      return link.isInterrupted;
    },
    onInterrupted: (listener) => link.onInterrupted(listener),
    onDrained: (listener) => link.onDrained(listener),
    bufferedBytes: (channel) => link.bufferedBytes(channel),
    send: (channel, payload) => link.send(channel, payload),
    onMessage: (listener) => link.onFrame(({ channel, data }) => listener({ channel, payload: data })),
    onClosed: (listener) => link.onClosed(listener),
    admit: () => link.admit(),
    close: (detail) => link.close(detail),
    route: () => link.route(),
  };
}
