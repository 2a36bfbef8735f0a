import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageGatherer, P2P_PROTOCOL, splitMessage } from '../../../../src/app/p2p/messages.ts';
import { encodeMessage } from '../../../../src/primitives/codec.ts';
import type { PeerId } from '../../../../src/primitives/ids.ts';
import type { Json } from '../../../../src/sync/json.ts';

const peer = 'peer-a' as PeerId;
const deep = (levels: number): Json => (levels === 0 ? 1 : [deep(levels - 1)]);

/** The last answer of a gatherer that was given all of `parts`. */
function gather(
  parts: ReturnType<typeof splitMessage>,
  gatherer = createMessageGatherer(),
): Json | undefined {
  return parts.map((part) => gatherer.take(peer, part)).at(-1);
}

describe('a message', () => {
  it('arrives as it was sent', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        fc.pre(!JSON.stringify(value).includes('"__proto__":'));
        expect(gather(splitMessage(1, value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('[P1] of 64 KiB comes in parts that gossip takes, in any order', () => {
    const value = '०'.repeat(21_800);
    const parts = splitMessage(7, value);
    expect(parts).toHaveLength(2);
    for (const part of parts) {
      expect(P2P_PROTOCOL.message.parse(part).ok).toBe(true);
      expect(encodeMessage(part).length).toBeLessThanOrEqual(P2P_PROTOCOL.maxBytes);
    }
    expect(gather(parts)).toBe(value);
    expect(gather(parts.toReversed())).toBe(value);
  });

  it.each([
    ['above 64 KiB', 'x'.repeat(65_536), 'message-too-large'],
    ['17 levels deep', deep(17), 'invalid-message'],
    ['undefined', undefined as never, 'invalid-message'],
    ['a key that is a prototype', JSON.parse('{"a":{"__proto__":1}}') as Json, 'invalid-message'],
    ['a function', (() => 1) as never, 'invalid-message'],
    ['not a number', Number.NaN, 'invalid-message'],
  ])('%s is refused', (_, value, code) => {
    expect(() => splitMessage(1, value)).toThrow(expect.objectContaining({ name: 'ConnectionError', code }));
  });

  it('of 16 levels is taken', () => {
    expect(gather(splitMessage(1, deep(16)))).toEqual(deep(16));
  });
});

describe('what others send', () => {
  const json = (text: string) => new TextEncoder().encode(text);
  const whole = (text: string) => ({ number: 1, index: 0, count: 1, json: json(text) });

  it.each([
    ['no JSON', '{"a":'],
    ['too deep', `${'['.repeat(17)}${']'.repeat(17)}`],
    ['far too deep', '['.repeat(40_000)],
    ['a prototype', '{"__proto__":{"a":1}}'],
  ])('%s is dropped', (_, text) => {
    expect(createMessageGatherer().take(peer, whole(text))).toBeUndefined();
  });

  it('is dropped when it is no UTF-8', () => {
    expect(
      createMessageGatherer().take(peer, { ...whole(''), json: Uint8Array.of(34, 255, 34) }),
    ).toBeUndefined();
  });

  it('[P1] is dropped above 64 KiB, though each part is small enough', () => {
    const gatherer = createMessageGatherer();
    const half = json(`"${'x'.repeat(40_000)}`);
    gatherer.take(peer, { number: 1, index: 0, count: 2, json: half });
    expect(
      gatherer.take(peer, { number: 1, index: 1, count: 2, json: json(`${'x'.repeat(40_000)}"`) }),
    ).toBeUndefined();
  });

  it('with an index beyond its count is dropped', () => {
    expect(
      createMessageGatherer().take(peer, { number: 1, index: 1, count: 1, json: json('1') }),
    ).toBeUndefined();
  });

  it('is not mixed between peers, numbers and repetitions', () => {
    const gatherer = createMessageGatherer();
    const [first, second] = splitMessage(3, 'y'.repeat(50_000));
    if (!first || !second) throw new Error('one part only');
    expect(gatherer.take(peer, first)).toBeUndefined();
    expect(gatherer.take(peer, first)).toBeUndefined();
    expect(gatherer.take('peer-b' as PeerId, second)).toBeUndefined();
    expect(gatherer.take(peer, { ...second, number: 4 })).toBeUndefined();
    expect(gatherer.take(peer, second)).toBe('y'.repeat(50_000));
  });

  it('takes bounded memory when the other part never comes', () => {
    const gatherer = createMessageGatherer();
    const [first, second] = splitMessage(0, 'z'.repeat(50_000));
    if (!first || !second) throw new Error('one part only');
    for (let number = 0; number < 5; number += 1) gatherer.take(peer, { ...first, number });
    expect(gatherer.take(peer, { ...second, number: 0 })).toBeUndefined();
    expect(gatherer.take(peer, { ...second, number: 4 })).toBeDefined();
  });

  it('is forgotten with its sender', () => {
    const gatherer = createMessageGatherer();
    const [first, second] = splitMessage(1, 'z'.repeat(50_000));
    if (!first || !second) throw new Error('one part only');
    gatherer.take(peer, first);
    gatherer.forget(peer);
    expect(gatherer.take(peer, second)).toBeUndefined();
  });
});
