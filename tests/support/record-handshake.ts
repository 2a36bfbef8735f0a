// Records a golden handshake: two people with real keys, every frame they send, and the first sealed ones. Replayed by
// handshake-vectors.ts; written to the repository by scripts/record-handshake.ts.

import { formatHex } from '../../src/primitives/bytes.ts';
import type { CryptoPort } from '../../src/primitives/crypto.ts';
import type { RandomSource } from '../../src/primitives/random.ts';
import { continueHandshake, startHandshake, type HandshakeStep } from '../../src/secure/handshake.ts';
import { otherRole, type Role } from '../../src/secure/handshake-setup.ts';
import { generateIdentitySecrets, identityIdOf, peerIdOf } from '../../src/secure/identity.ts';
import type { HandshakeContext } from '../../src/secure/secure-link.ts';
import { replaySide, sealAll, type HandshakeVector, type SideVector } from './handshake-vectors.ts';

export interface Recording {
  readonly crypto: CryptoPort;
  readonly random: RandomSource;
}

const RECORDED = [
  { channel: 'control', payload: '68656c6c6f' },
  { channel: 'control', payload: '' },
  { channel: 'bulk', payload: '000102' },
  { channel: 'bulk', payload: '030405' },
  { channel: 'realtime', payload: 'ff' },
] as const;

export async function recordHandshake(
  title: string,
  context: HandshakeContext,
  deps: Recording,
): Promise<HandshakeVector> {
  const { namespace, psk, epochSecret } = context;
  const before: HandshakeVector = {
    title,
    namespace: formatHex(namespace),
    ...(psk ? { psk: formatHex(psk) } : {}),
    ...(epochSecret ? { epochSecret: formatHex(epochSecret) } : {}),
    dialer: await makeSide(['files-1'], deps),
    listener: await makeSide([], deps),
  };
  const { steps, frames } = await play(before, deps.crypto);
  const finish = async (role: Role): Promise<SideVector> => {
    const { state } = steps[role];
    if (state.kind !== 'proven') throw new Error(`no proof: ${JSON.stringify(state)}`);
    const data = await sealAll(RECORDED, { outcome: state.outcome, role, crypto: deps.crypto });
    return { ...before[role], frames: frames[role], data };
  };
  return { ...before, dialer: await finish('dialer'), listener: await finish('listener') };
}

async function makeSide(capabilities: readonly string[], { crypto, random }: Recording): Promise<SideVector> {
  const secrets = await generateIdentitySecrets({ crypto, random });
  const ephemeral = await crypto.generateExportable('agreement');
  const sessionNonce = random.bytes(32);
  return {
    signingPublic: formatHex(secrets.signingPublic),
    signingPkcs8: formatHex(secrets.signingPkcs8),
    agreementPublic: formatHex(secrets.agreementPublic),
    agreementPkcs8: formatHex(secrets.agreementPkcs8),
    sessionNonce: formatHex(sessionNonce),
    ephemeralPublic: formatHex(ephemeral.publicKey),
    ephemeralPkcs8: formatHex(ephemeral.pkcs8),
    helloNonce: formatHex(random.bytes(32)),
    fingerprint: formatHex(random.bytes(32)),
    capabilities,
    identityId: await identityIdOf(secrets.signingPublic, crypto),
    peerId: await peerIdOf(secrets.signingPublic, sessionNonce, crypto),
    frames: [],
    data: [],
  };
}

/** Hands every frame to the other side until nothing is left to say. */
async function play(vector: HandshakeVector, crypto: CryptoPort) {
  const steps = {
    dialer: await start(vector, 'dialer', crypto),
    listener: await start(vector, 'listener', crypto),
  };
  const frames = { dialer: [] as string[], listener: [] as string[] };
  const waiting = (['dialer', 'listener'] as const).flatMap((role) => outgoing(role, steps[role]));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    frames[next.from].push(formatHex(next.frame));
    const to = otherRole(next.from);
    steps[to] = await continueHandshake(steps[to].state, next.frame);
    waiting.push(...outgoing(to, steps[to]));
  }
  return { steps, frames };
}

async function start(vector: HandshakeVector, role: Role, crypto: CryptoPort): Promise<HandshakeStep> {
  const { setup, random } = await replaySide(vector, role, crypto);
  return startHandshake(setup, random);
}

function outgoing(from: Role, { send }: HandshakeStep) {
  return send.map((frame) => ({ from, frame }));
}
