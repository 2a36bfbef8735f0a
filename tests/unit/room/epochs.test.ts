import { describe, expect, test } from 'vitest';
import { createEpochs, DOOR, MAX_PAST_EPOCHS } from '../../../src/room/epochs.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

function aRoom() {
  const random = createSeededRandom(3);
  const base = { namespace: random.bytes(16), psk: random.bytes(32) };
  const epochs = createEpochs(base, createFakeCrypto(random));
  const raise = async () => {
    const secret = random.bytes(32);
    epochs.use(await epochs.hold(secret));
    return secret;
  };
  return { base, epochs, raise, random };
}

describe('contexts', () => {
  test('[E1] of epoch 0 are the words alone, and no door', () => {
    const { base, epochs } = aRoom();
    expect(epochs.contexts).toEqual([base]);
  });

  test('[E1] begin with the current epoch, and end with the words: all but the first are doors', async () => {
    const { base, epochs, raise } = aRoom();
    const [first, second] = [await raise(), await raise()];
    const [current, past, words] = epochs.contexts;
    expect([current?.epochSecret, past?.epochSecret, words?.epochSecret]).toEqual([second, first, undefined]);
    expect([current?.capabilities, past?.capabilities, words?.capabilities]).toEqual([
      undefined,
      [DOOR],
      [DOOR],
    ]);
    expect(words?.namespace).toEqual(base.namespace);
  });

  test('[E1] go back eight epochs', async () => {
    const { epochs, raise } = aRoom();
    for (let times = 0; times < MAX_PAST_EPOCHS + 4; times += 1) await raise();
    expect(epochs.contexts).toHaveLength(MAX_PAST_EPOCHS + 2);
  });

  test('of two epochs share no namespace', async () => {
    const { epochs, raise } = aRoom();
    await raise();
    await raise();
    const names = epochs.contexts.map(({ namespace }) => namespace.join());
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('secrets', () => {
  test('that nobody named count for nothing', async () => {
    const { base, epochs, random } = aRoom();
    await epochs.hold(random.bytes(32));
    expect([epochs.contexts, epochs.current]).toEqual([[base], undefined]);
    expect(epochs.use(random.bytes(32))).toBe(false);
  });

  test('that nobody uses make room for others; those in use do not', async () => {
    const { epochs, raise, random } = aRoom();
    const used = await raise();
    const hash = epochs.current?.hash;
    const early = await epochs.hold(random.bytes(32));
    for (let times = 0; times < 40; times += 1) await epochs.hold(random.bytes(32));
    expect([epochs.secretOf(hash), epochs.secretOf(early)]).toEqual([used, undefined]);
  });
});
