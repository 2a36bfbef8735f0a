// Which certificates a connection really uses. The handshake above is bound to them.

import { equalBytes, type Bytes } from '../primitives/bytes.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { descriptionFingerprint } from './session-description.ts';
import type { Fingerprints } from './transport.ts';

/** The end of a link whose certificate was changed between the description and the connection. */
export const OTHER_CERTIFICATE = 'another certificate than described';

export type Digest = Pick<CryptoPort, 'sha256'>;

/**
 * Both sides' fingerprints from the descriptions in force; where the browser shows the remote certificate itself, it
 * must be the described one.
 */
export async function readFingerprints(
  connection: RTCPeerConnection,
  digest: Digest | undefined,
): Promise<Result<Fingerprints, string>> {
  const described = describedFingerprints(connection);
  if (!described.ok) return described;
  const inUse = digest && (await remoteCertificateFingerprint(connection, digest));
  if (inUse && !equalBytes(inUse, described.value.remote)) return err(OTHER_CERTIFICATE);
  return described;
}

export function describedFingerprints(connection: RTCPeerConnection): Result<Fingerprints, string> {
  const local = descriptionFingerprint(connection.localDescription?.sdp ?? '');
  const remote = descriptionFingerprint(connection.remoteDescription?.sdp ?? '');
  if (!local.ok) return err(`local description: ${local.error}`);
  if (!remote.ok) return err(`remote description: ${remote.error}`);
  return ok({ local: local.value, remote: remote.value });
}

/** Undefined where the engine does not hand out certificates. */
async function remoteCertificateFingerprint(
  connection: RTCPeerConnection,
  digest: Digest,
): Promise<Bytes | undefined> {
  const dtls: Partial<RTCDtlsTransport> | undefined = connection.sctp?.transport;
  const certificate = dtls?.getRemoteCertificates?.()[0];
  return certificate && certificate.byteLength > 0 ? digest.sha256(new Uint8Array(certificate)) : undefined;
}
