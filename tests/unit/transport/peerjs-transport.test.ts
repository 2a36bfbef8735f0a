import { expect, test } from 'vitest';
import type { TransportId } from '../../../src/primitives/ids.ts';
import { createPeerjsTransport } from '../../../src/transport/peerjs-transport.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

test('where there is no WebRTC, no broker is contacted', async () => {
  let made = 0;
  const transport = createPeerjsTransport({
    broker: { host: 'broker.example', port: 443, path: '/broker', secure: true },
    iceServers: [],
    clock: createSimClock(),
    random: createSeededRandom(1),
    createPeer() {
      made += 1;
      throw new Error('not to be reached');
    },
  });
  expect(await transport.claim('a' as TransportId)).toMatchObject({
    ok: false,
    error: { code: 'unsupported' },
  });
  expect([made, transport.label]).toEqual([0, 'broker.example:443']);
});
