// Mallory among people who share a document: what she says of it is up to the test.

import { expect } from 'vitest';
import { decodeMessage, encodeMessage, type Encodable } from '../../src/primitives/codec.ts';
import { clientIdOf } from '../../src/sync/client-id.ts';
import { NEXT, PARTS_PROTOCOL, PULL, SYNC_PROTOCOL, UPDATE } from '../../src/sync/exchange/protocol.ts';
import type { Refusal } from '../../src/sync/shared-docs.ts';
import { introduce, malloryScene } from './mallory.ts';
import { KEY, shareIn, type SharingRoom } from './shared-room.ts';

/** Ada and Bob share a document; Mallory is linked with Ada, and Ada may believe her at first. */
export async function malloryDocs(options: Parameters<typeof shareIn>[2] = {}) {
  const base = await malloryScene();
  const { world, clock, mallory, attack } = base;
  const share = (room: typeof base.ada): SharingRoom => {
    const docs = shareIn(room, world, options);
    return { room, docs, doc: docs.open(KEY, { space: KEY }) };
  };
  const [ada, bob] = [share(base.ada), share(base.bob)];
  introduce(mallory, base.ada, 'Mallory');
  await clock.advance(1_000);
  const refusals: Refusal[] = [];
  ada.docs.onRefused((refusal) => refusals.push(refusal));
  const say = (...message: readonly Encodable[]) => attack(SYNC_PROTOCOL, encodeMessage(message));
  return {
    ...base,
    ada,
    bob,
    refusals,
    say,
    client: clientIdOf(mallory.peerId, 0),
    tell: (update: Uint8Array) => say(UPDATE, KEY, update),
    codes: () => Array.from(new Set(refusals.map(({ code }) => code))),
    /** Ada and Bob still write and see what the other wrote. */
    expectWorking: async () => {
      ada.doc.text('work').insert(0, 'Ada ');
      bob.doc.text('work').insert(0, 'Bob ');
      await clock.advance(1_000);
      expect(ada.doc.text('work').toString()).toHaveLength(8);
      expect(bob.doc.text('work').toString()).toBe(ada.doc.text('work').toString());
    },
  };
}

type DocsScene = Awaited<ReturnType<typeof malloryDocs>>;

/** Answers what Ada asks Mallory for. */
export function answerPulls(
  { mallory, attack }: Pick<DocsScene, 'mallory' | 'attack'>,
  answer: (pull: number) => readonly Encodable[][],
): { readonly asked: () => number } {
  let asked = 0;
  mallory.mesh.handle('sync', ({ payload }) => {
    const message = decodeMessage(payload, SYNC_PROTOCOL.message);
    if (!message.ok) return;
    const [type] = message.value;
    const pull = type === PULL ? message.value[3] : type === NEXT ? message.value[1] : undefined;
    if (pull === undefined) return;
    asked += 1;
    for (const part of answer(pull)) attack(PARTS_PROTOCOL, encodeMessage(part));
  });
  return { asked: () => asked };
}
