// One end of a delivery by itself, and a path that notes what is sent.

import { createDelivery, type DeliveryPath } from '../../src/mesh/delivery.ts';
import { Inbox } from '../../src/mesh/inbox.ts';
import { decodeSequenced, encodeSequenced } from '../../src/mesh/sequenced.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';
import { readMeshMessage } from './make-mesh.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimClock } from './sim-clock.ts';

export function createDeliveryEnd(inbox = new Inbox()) {
  const clock = createSimClock();
  const heard: string[] = [];
  const violations: string[] = [];
  const delivery = createDelivery({
    clock,
    random: createSeededRandom(1),
    inbox,
    onMessage: (envelope) => heard.push(new TextDecoder().decode(envelope)),
    onViolation: (detail) => violations.push(detail),
  });
  const say = (text: string) => delivery.send(new TextEncoder().encode(text));
  const sequenced = (stream: number, sequence: number, text = `${sequence}`) =>
    delivery.onFrame(encodeSequenced({ stream, sequence, payload: new TextEncoder().encode(text) }));
  return { clock, delivery, heard, violations, say, sequenced };
}

export function notingPath(isReliable = true) {
  const frames: Bytes[] = [];
  const path: DeliveryPath = { isReliable, send: (frame) => frames.push(frame) > 0 };
  const messages = () => frames.map(readMeshMessage).filter((message) => message !== undefined);
  const sequences = () => frames.flatMap((frame) => decodeSequenced(frame)?.sequence ?? []);
  return { path, frames, messages, sequences };
}
