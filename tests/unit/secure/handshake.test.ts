import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatHex, type Bytes } from '../../../src/primitives/bytes.ts';
import { createWebCrypto } from '../../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../../src/platform/web-random.ts';
import { createOpener } from '../../../src/secure/cipher.ts';
import { continueHandshake, startHandshake, type HandshakeOutcome } from '../../../src/secure/handshake.ts';
import type { Role } from '../../../src/secure/handshake-setup.ts';
import type { HandshakeContext } from '../../../src/secure/secure-link.ts';
import {
  fromHex,
  replaySide,
  sealAll,
  type DataVector,
  type HandshakeVector,
} from '../../support/handshake-vectors.ts';
import { recordHandshake } from '../../support/record-handshake.ts';

const crypto = createWebCrypto(webcrypto.subtle as SubtleCrypto);
const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/wire/handshake-v1.json', import.meta.url), 'utf8'),
) as readonly HandshakeVector[];
const cases = vectors.flatMap((vector) =>
  (['dialer', 'listener'] as const).map((role) => ({ title: vector.title, role, vector })),
);

/** Plays one recorded side against the recorded frames of the other. */
async function replay(
  vector: HandshakeVector,
  role: Role,
): Promise<{ outcome: HandshakeOutcome; sent: string[] }> {
  const { setup, random } = await replaySide(vector, role, crypto);
  let step = await startHandshake(setup, random);
  const sent = step.send.map(formatHex);
  for (const frame of vector[role === 'dialer' ? 'listener' : 'dialer'].frames) {
    step = await continueHandshake(step.state, fromHex(frame));
    sent.push(...step.send.map(formatHex));
  }
  if (step.state.kind !== 'proven') throw new Error(JSON.stringify(step.state));
  return { outcome: step.state.outcome, sent };
}

async function openAll(
  data: readonly DataVector[],
  outcome: HandshakeOutcome,
  sender: Role,
): Promise<string[]> {
  const opened: string[] = [];
  for (const channel of ['control', 'bulk', 'realtime'] as const) {
    const opener = createOpener(
      { crypto, channel, key: outcome.keys[sender][channel] },
      {
        onPayload: (payload: Bytes) => opened.push(formatHex(payload)),
        onViolation: (detail) => opened.push(detail),
      },
    );
    for (const each of data) if (each.channel === channel) opener.push(fromHex(each.frame));
    await opener.settled();
  }
  return opened;
}

describe('recorded handshakes of version 1', () => {
  it('are there: a room, a room with an epoch, strangers', () => {
    expect(vectors.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['a room', 'a room after a removal', 'strangers']),
    );
  });

  it.each(cases)('[H9] $title: the $role still accepts and knows the other', async ({ vector, role }) => {
    const other = vector[role === 'dialer' ? 'listener' : 'dialer'];
    const { outcome } = await replay(vector, role);
    expect(outcome.remote.peerId).toBe(other.peerId);
    expect(outcome.remote.identityId).toBe(other.identityId);
    expect(outcome.remote.capabilities).toEqual(other.capabilities);
  });

  it.each(cases)(
    '[H9] $title: the $role still says hello and READY in the same bytes',
    async ({ vector, role }) => {
      const { sent } = await replay(vector, role);
      const recorded = vector[role].frames;
      expect([sent[0], sent.at(-1)]).toEqual([recorded[0], recorded.at(-1)]);
      // Signatures differ each time; the length of the proof does not.
      expect(sent.map((frame) => frame.length)).toEqual(recorded.map((frame) => frame.length));
    },
  );

  it.each(cases)('[S1] $title: what the $role seals is still the same', async ({ vector, role }) => {
    const { outcome } = await replay(vector, role);
    expect(await sealAll(vector[role].data, { outcome, role, crypto })).toEqual(vector[role].data);
  });

  it.each(cases)('[S1] $title: what the $role gets still opens', async ({ vector, role }) => {
    const sender = role === 'dialer' ? 'listener' : 'dialer';
    const { outcome } = await replay(vector, role);
    expect(await openAll(vector[sender].data, outcome, sender)).toEqual(
      vector[sender].data.map(({ payload }) => payload),
    );
  });
});

describe('a handshake recorded now', () => {
  it.each<[string, Partial<HandshakeContext>]>([
    ['a room', { psk: new Uint8Array(32).fill(1) }],
    ['a room after a removal', { psk: new Uint8Array(32).fill(1), epochSecret: new Uint8Array(32).fill(2) }],
    ['strangers', {}],
  ])('of %s has the shape of the one recorded first, and replays', async (title, secrets) => {
    const deps = { crypto, random: createWebRandom() };
    const vector = await recordHandshake(title, { namespace: new Uint8Array(16), ...secrets }, deps);
    const first = vectors.find((each) => each.title === title)!;
    for (const role of ['dialer', 'listener'] as const) {
      expect(vector[role].frames.map(({ length }) => length)).toEqual(
        first[role].frames.map(({ length }) => length),
      );
      const { outcome } = await replay(vector, role);
      expect(await sealAll(vector[role].data, { outcome, role, crypto })).toEqual(vector[role].data);
    }
  });
});

describe('the state machine', () => {
  it('stays as it is once it has ended', async () => {
    const { setup, random } = await replaySide(vectors[0]!, 'listener', crypto);
    const started = await startHandshake(setup, random);
    const failed = await continueHandshake(started.state, Uint8Array.of(9));
    const after = await continueHandshake(failed.state, fromHex(vectors[0]!.dialer.frames[0]!));
    expect(after).toEqual({ state: failed.state, send: [] });
  });

  it('does not change the state it is given: a step can be taken twice', async () => {
    const { setup, random } = await replaySide(vectors[0]!, 'listener', crypto);
    const started = await startHandshake(setup, random);
    const hello = fromHex(vectors[0]!.dialer.frames[0]!);
    const [one, other] = [
      await continueHandshake(started.state, hello),
      await continueHandshake(started.state, hello),
    ];
    expect(one.send[0]).toEqual(other.send[0]);
    expect(one.state.kind).toBe('awaiting-proof');
  });

  it('[H3] does not begin when the certificates are not known', async () => {
    const { setup, random } = await replaySide(vectors[0]!, 'dialer', crypto);
    const fingerprints = { ...setup.fingerprints, remote: new Uint8Array() };
    const { state, send } = await startHandshake({ ...setup, fingerprints }, random);
    expect(state).toMatchObject({ kind: 'failed', error: { code: 'fingerprints' } });
    expect(send).toEqual([]);
  });
});
