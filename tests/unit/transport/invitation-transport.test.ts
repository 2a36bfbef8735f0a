// What a link by invitation does while a person is on the way; that it comes about is in the contract, in real engines.

import { expect, test } from 'vitest';
import { packDescription, type PackedDescription } from '../../../src/signaling/packed-description.ts';
import { createInvitationTransport } from '../../../src/transport/invitation-transport.ts';
import { RECHECK_MS } from '../../../src/transport/kept-checks.ts';
import { FakeConnection } from '../../support/fake-connection.ts';
import { readRecorded } from '../../support/packed-descriptions.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const ANSWERABLE_MS = 600_000;

function recorded(name: Parameters<typeof readRecorded>[0]): PackedDescription {
  const packed = packDescription(readRecorded(name));
  if (!packed.ok) throw new Error(packed.error.detail);
  return packed.value;
}

/** An engine whose own description is a recorded one. */
class Engine extends FakeConnection {
  override createAnswer() {
    return Promise.resolve({ type: 'answer' as const, sdp: readRecorded('firefox-answer') });
  }
}

/** One with another certificate than the recorded one, and a guest with another too. */
class OtherEngine extends Engine {
  override async setLocalDescription(given?: RTCLocalSessionDescriptionInit): Promise<void> {
    await super.setLocalDescription({ type: 'answer', sdp: withOtherCertificate(given?.sdp) });
  }

  override async setRemoteDescription({ type, sdp }: RTCSessionDescriptionInit): Promise<void> {
    await super.setRemoteDescription({ type, sdp: withOtherCertificate(sdp) });
  }
}

function withOtherCertificate(sdp = ''): string {
  return sdp.replaceAll(/(a=fingerprint:sha-256 )..:../g, '$1EE:EE');
}

async function answering(engine: FakeConnection = new Engine()) {
  const clock = createSimClock();
  Object.assign(engine, { localDescription: null, remoteDescription: null });
  const transport = createInvitationTransport({
    clock,
    iceServers: [],
    createConnection: () => engine.asConnection,
  });
  const answered = await transport.answer(recorded('firefox-offer'), ANSWERABLE_MS);
  if (!answered.ok) throw new Error(answered.error.detail);
  return { clock, engine, answered: answered.value };
}

test('[O7] ICE is kept looking for as long as an answer may be on its way, and no longer', async () => {
  const { clock, engine, answered } = await answering();
  await clock.advance(290_000);
  expect(engine.candidates.length).toBe(Math.floor(290_000 / RECHECK_MS));
  const described = engine.remoteDescription.sdp;
  for (const candidate of engine.candidates) expect(described).toContain(`a=${candidate}\r\n`);
  await clock.advance(ANSWERABLE_MS - 290_000);
  expect(await answered.opened).toMatchObject({ ok: false, error: { code: 'timeout' } });
  const asked = engine.candidates.length;
  await clock.advance(60_000);
  expect(engine.candidates.length).toBe(asked);
  expect(engine.isClosed).toBe(true);
});

test('[O7] an engine that gives the path up before there was one is given the answer’s time all the same', async () => {
  const { clock, engine, answered } = await answering();
  engine.become('failed');
  await clock.advance(60_000);
  engine.connect();
  expect(await answered.opened).toMatchObject({ ok: true });
});

test('[O7] whoever withdraws an answer asks nobody anything any more', async () => {
  const { clock, engine, answered } = await answering();
  answered.cancel();
  await clock.advance(60_000);
  expect([engine.candidates, engine.isClosed]).toEqual([[], true]);
});

test('[O7] a link by invitation has the addresses of its certificates, and no two links share them', async () => {
  const ids: string[] = [];
  for (const engine of [new Engine(), new OtherEngine()]) {
    const { answered } = await answering(engine);
    engine.connect();
    const opened = await answered.opened;
    if (!opened.ok) throw new Error(opened.error.detail);
    ids.push(opened.value.localId, opened.value.remoteId);
  }
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^kith-i-[a-z2-7]{26}$/);
});
