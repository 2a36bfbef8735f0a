// What is between two people, and the small files that go with what is said: a third member gets none of it, and makes
// nobody see something else.

import { describe, expect, test } from 'vitest';
import { filesProtocol } from '../../src/features/chat/attachments/protocol.ts';
import { parseBase64url } from '../../src/primitives/base64url.ts';
import { parseBase32 } from '../../src/primitives/base32.ts';
import { compareBytes, concatBytes } from '../../src/primitives/bytes.ts';
import { createChatNet, type ChatNode } from '../support/chat-net.ts';

async function scene() {
  const net = createChatNet(11, { keepsSent: true });
  const [ada, bob, mallory] = [await net.join('Ada'), await net.join('Bob'), await net.join('Mallory')];
  await net.clock.advance(500);
  return { net, ada, bob, mallory };
}

describe('a small file', () => {
  test('[A1] that is not what it says it is is not shown, and fetched from somebody else', async () => {
    const { net, ada, bob, mallory } = await scene();
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
    const added = await ada.chat.blobs.add(bytes, { name: 'river.png', type: 'image/png' });
    if (!added.ok) throw new Error(added.error);
    const { value: attachment } = added;
    void ada.chat.room.send({ kind: 'text', text: '', attachments: [attachment] });
    await net.clock.advance(500);
    // Only she is there to be asked.
    net.split({ Ada: 1 });
    const here = bob.chat.blobs.get(attachment);
    expect(here.value).toMatchObject({ kind: 'coming' });
    const hash = parseBase64url(attachment.hash)!;
    for (let index = 0; index < 3; index += 1)
      net.inject(mallory, bob, 'chat-pieces', {
        hash,
        index,
        data: new Uint8Array(index === 2 ? 4_464 : 32_768),
      });
    expect(here.value).toEqual({ kind: 'coming', got: 70_000, of: 70_000 });
    await net.clock.advance(10_000);
    expect(here.value).toEqual({ kind: 'missing' });
    net.split({});
    await net.clock.advance(2_000);
    expect(here.value).toEqual({ kind: 'here', bytes });
  });

  test.each([40_000, 2 * 1024 * 1024])(
    '[A1] of which somebody else says another size, %i, is shown all the same',
    async (size) => {
      const { net, ada, bob, mallory } = await scene();
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
      const added = await ada.chat.blobs.add(bytes, { name: 'river.png', type: 'image/png' });
      if (!added.ok) throw new Error(added.error);
      const { value: attachment } = added;
      void ada.chat.room.send({ kind: 'text', text: '', attachments: [attachment] });
      await net.clock.advance(300);
      const lie = { ...attachment, size };
      void mallory.chat.room.send({ kind: 'text', text: '', attachments: [lie] });
      await net.clock.advance(300);
      const [wrong, right] = [bob.chat.blobs.get(lie), bob.chat.blobs.get(attachment)];
      await net.clock.advance(60_000);
      expect([wrong.value, right.value]).toEqual([{ kind: 'missing' }, { kind: 'here', bytes }]);
    },
  );

  test('[A2] of two is given to nobody else', async () => {
    const { net, ada, bob, mallory } = await scene();
    const added = await ada.chat.blobs.add(Uint8Array.of(1, 2, 3), { name: 'a', type: 'text/plain' });
    if (!added.ok) throw new Error(added.error);
    void ada.chat.openDirect(bob.identity.id).send({ kind: 'text', text: '', attachments: [added.value] });
    await net.clock.advance(500);
    const hash = parseBase64url(added.value.hash)!;
    for (const to of [ada, bob])
      net.inject(mallory, to, filesProtocol.id, { type: 'ask', hash, from: 0, count: 1 });
    await net.clock.advance(500);
    const answers = net.sent.filter(
      ({ to, protocol }) => to === mallory.peerId && /files|pieces/.test(protocol),
    );
    expect(answers.map(({ message }) => (message as { type: string }).type)).toEqual(['none', 'none']);
    const state = bob.chat.blobs.get(added.value);
    await net.clock.advance(500);
    expect(state.value).toMatchObject({ kind: 'here' });
  });
});

describe('between two', () => {
  test('[N10] nothing goes to a third, and a third’s knock is not heard', async () => {
    const { net, ada, bob, mallory } = await scene();
    net.sent.length = 0;
    const thread = ada.chat.openDirect(bob.identity.id);
    void thread.send({ kind: 'text', text: 'between us' });
    await net.clock.advance(40_000);
    const [theirs] = bob.chat.direct.value;
    expect(theirs?.rows.value).toHaveLength(1);
    expect([mallory.chat.direct.value, bob.chat.room.rows.value]).toEqual([[], []]);
    expect(
      net.sent.filter(({ to, protocol }) => to === mallory.peerId && protocol === 'chat-direct'),
    ).toEqual([]);
    // She says that she is one of the two.
    const [said] = net.sent.filter(({ protocol }) => protocol === 'chat-direct');
    net.inject(mallory, bob, 'chat-direct', said!.message);
    await net.clock.advance(500);
    expect(theirs?.rows.value).toHaveLength(1);
  });

  test('[N10] only words that hold begin one, and empty ones never take the place of others', async () => {
    const { net, ada, bob, mallory } = await scene();
    const between = (one: ChatNode, other: ChatNode) => {
      const [a, b] = [one, other].map(({ identity }) => parseBase32(identity.id)!);
      return compareBytes(a!, b!) <= 0 ? concatBytes(a!, b!) : concatBytes(b!, a!);
    };
    const head = { peer: new Uint8Array(16), base: 0, next: 5, hash: new Uint8Array(8), fault: 0 };
    const hollow = [
      { type: 'refused', seq: 0 },
      { type: 'heads', heads: [head], asks: true },
      { type: 'want', id: 0, ranges: [], accused: [] },
    ];
    const pair = between(ada, mallory);
    for (const said of hollow) net.inject(mallory, ada, 'chat-direct', { pair, said });
    for (let i = 0; i < 70; i += 1) {
      const somebody = await net.join(`S${i}`);
      const heads = { type: 'heads', heads: [head], asks: false };
      net.inject(somebody, ada, 'chat-direct', { pair: between(ada, somebody), said: heads });
      somebody.crash();
    }
    expect(ada.chat.direct.value).toEqual([]);
    void bob.chat.openDirect(ada.identity.id).send({ kind: 'text', text: 'still here' });
    await net.clock.advance(500);
    expect(ada.chat.direct.value.map(({ rows }) => rows.value.length)).toEqual([1]);
    expect(ada.chat.openDirect(mallory.identity.id).rows.value).toEqual([]);
    expect(ada.chat.direct.value).toHaveLength(2);
  });

  test('[N10] other tabs of the two have it too', async () => {
    const { net, ada, bob } = await scene();
    const tab = await net.join('Ada', { identity: ada.identity });
    void ada.chat.openDirect(bob.identity.id).send({ kind: 'text', text: 'hello' });
    await net.clock.advance(500);
    const later = await net.join('Bob', { identity: bob.identity });
    await net.clock.advance(2_000);
    expect(tab.chat.direct.value.map(({ id, rows }) => [id, rows.value.length])).toEqual([
      [bob.identity.id, 1],
    ]);
    expect(later.chat.direct.value.map(({ id, rows }) => [id, rows.value.length])).toEqual([
      [ada.identity.id, 1],
    ]);
  });
});
