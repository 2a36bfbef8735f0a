// What the other end of a delivery may claim that is not so.

import { expect, test } from 'vitest';
import { Inbox } from '../../../src/mesh/inbox.ts';
import { MAX_SEQUENCE } from '../../../src/mesh/sequenced.ts';
import { randomInteger } from '../../../src/primitives/random.ts';
import { createDeliveryEnd, notingPath } from '../../support/delivery-end.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

test('[D5] an acknowledgement of what was never sent is a misdeed, and frees nothing', () => {
  const { delivery, say, violations } = createDeliveryEnd();
  const { stream } = delivery.hello();
  say('a');
  delivery.onAcknowledged({ stream, next: 1 });
  delivery.setPath(notingPath().path);
  delivery.onAcknowledged({ stream, next: 2 });
  delivery.onAcknowledged({ stream, next: 0xffff_ffff });
  expect(violations).toHaveLength(3);
  expect(delivery.unacknowledgedBytes).toBeGreaterThan(0);
});

test('an acknowledgement of another stream is ignored', () => {
  const { delivery, violations } = createDeliveryEnd();
  delivery.onAcknowledged({ stream: delivery.hello().stream ^ 1, next: 5 });
  expect(violations).toEqual([]);
});

test('[D5] a base beyond what was taken is a misdeed, and no gap is delivered', () => {
  const { delivery, heard, violations, sequenced } = createDeliveryEnd();
  delivery.onHello({ stream: 7, base: 0 });
  sequenced(7, 0);
  delivery.onHello({ stream: 7, base: 5 });
  sequenced(7, 5);
  expect([heard, violations]).toEqual([['0'], ['a gap in a stream']]);
});

test('a stream at its last number ends there', () => {
  const { delivery, heard, violations, sequenced } = createDeliveryEnd();
  delivery.onHello({ stream: 7, base: MAX_SEQUENCE });
  sequenced(7, MAX_SEQUENCE, 'last');
  delivery.onFrame(Uint8Array.of(0, 0, 0, 0, 7, 0xff, 0xff, 0xff, 0xff));
  expect([heard, violations]).toEqual([['last'], ['no sequenced frame']]);
  expect(delivery.hello().heard).toEqual({ stream: 7, next: MAX_SEQUENCE + 1 });
});

test('a thousand streams leave four behind', () => {
  const inbox = new Inbox();
  const { delivery, heard, sequenced } = createDeliveryEnd(inbox);
  for (let stream = 0; stream < 1_000; stream += 1) delivery.onHello({ stream, base: 0 });
  for (let stream = 0; stream < 1_000; stream += 1) sequenced(stream, 0, `${stream}`);
  expect(heard).toEqual(['996', '997', '998', '999']);
});

test('random frames are never an exception', () => {
  const { delivery, heard } = createDeliveryEnd();
  const random = createSeededRandom(5);
  for (let i = 0; i < 2_000; i += 1) {
    const frame = random.bytes(randomInteger(random, 24));
    if (i % 2 === 0 && frame.length > 0) frame[0] = 0;
    delivery.onFrame(frame);
  }
  expect(heard).toEqual([]);
});
