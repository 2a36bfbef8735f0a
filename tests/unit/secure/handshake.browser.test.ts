// The recorded handshakes in each engine's own WebCrypto, and a device key through its storage.

import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/wire/handshake-v1.json' with { type: 'json' };
import { formatHex } from '../../../src/primitives/bytes.ts';
import { createWebCrypto, generateDeviceKey, isDeviceKey } from '../../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../../src/platform/web-random.ts';
import { continueHandshake, startHandshake } from '../../../src/secure/handshake.ts';
import { generateIdentitySecrets } from '../../../src/secure/identity.ts';
import { unwrapIdentity, wrapIdentity } from '../../../src/secure/identity-record.ts';
import { fromHex, replaySide, sealAll, type HandshakeVector } from '../../support/handshake-vectors.ts';

const port = createWebCrypto(crypto.subtle);
const cases = (vectors as readonly HandshakeVector[]).flatMap((vector) =>
  (['dialer', 'listener'] as const).map((role) => ({ title: vector.title, role, vector })),
);

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('refused'));
  });
}

/** What IndexedDB gives back for `value`. */
async function throughStorage(value: unknown): Promise<unknown> {
  const opening = indexedDB.open('device-key-test', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('keys');
  const database = await request(opening);
  await request(database.transaction('keys', 'readwrite').objectStore('keys').put(value, 'device'));
  const kept: unknown = await request(database.transaction('keys').objectStore('keys').get('device'));
  database.close();
  await request(indexedDB.deleteDatabase('device-key-test'));
  return kept;
}

describe('in a browser', () => {
  it.each(cases)('[H9] [S1] $title: is accepted by the $role, and sealed alike', async ({ vector, role }) => {
    const { setup, random } = await replaySide(vector, role, port);
    let step = await startHandshake(setup, random);
    const sent = step.send.map(formatHex);
    for (const frame of vector[role === 'dialer' ? 'listener' : 'dialer'].frames) {
      step = await continueHandshake(step.state, fromHex(frame));
      sent.push(...step.send.map(formatHex));
    }
    if (step.state.kind !== 'proven') throw new Error(JSON.stringify(step.state));
    const { frames, data } = vector[role];
    expect([sent[0], sent.at(-1)]).toEqual([frames[0], frames.at(-1)]);
    expect(await sealAll(data, { outcome: step.state.outcome, role, crypto: port })).toEqual(data);
  });

  it('an identity opens under a device key that came out of IndexedDB', async () => {
    const key = await generateDeviceKey(crypto.subtle);
    const deps = { crypto: port, random: createWebRandom() };
    const secrets = await generateIdentitySecrets(deps);
    const stored = await wrapIdentity(secrets, { kind: 'device', key }, deps);
    const kept = await throughStorage(key);
    if (!isDeviceKey(kept)) throw new Error('no device key came back');
    expect(await unwrapIdentity(stored, { kind: 'device', key: kept }, port)).toEqual({
      ok: true,
      value: secrets,
    });
  });
});
