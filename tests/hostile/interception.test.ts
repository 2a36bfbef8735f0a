// What a room makes of somebody in between: it says so while that is the last it knows, and only when it is true.

import { describe, expect, test } from 'vitest';
import { err } from '../../src/primitives/result.ts';
import type { HandshakeErrorCode } from '../../src/secure/secure-link.ts';
import type { Secure } from '../../src/room/room-options.ts';
import type { DialError, Endpoint, Transport } from '../../src/transport/transport.ts';
import { createSimWorld, type SimWorld } from '../support/make-room.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';

/** Every link fails to be proven like this. */
function failing(code: HandshakeErrorCode): Secure {
  return async (link) => {
    link.close('not proven');
    return err({ code, detail: 'as told' });
  };
}

/** A broker's transport whose dials end like this while `isTampered` says so. */
function tamperedTransport(world: SimWorld, code: DialError['code'], isTampered: () => boolean): Transport {
  const honest = createMemoryTransport(world.network, 'broker', world.network.createMachine());
  const spoil = (endpoint: Endpoint): Endpoint =>
    new Proxy(endpoint, {
      get: (target, key) =>
        key === 'dial' && isTampered()
          ? () => Promise.resolve(err({ code, detail: 'as told' }))
          : (Reflect.get(target, key, target) as unknown),
    });
  return {
    label: 'broker',
    async claim(id, options) {
      const claimed = await honest.claim(id, options);
      return claimed.ok ? { ok: true, value: spoil(claimed.value) } : claimed;
    },
  };
}

describe('a room', () => {
  test('says that somebody is in between when the certificates of a link differ, on both sides', async () => {
    const world = createSimWorld(21);
    const secure = failing('fingerprints');
    const ada = await world.makeRoom('Ada', { overrides: { secure } });
    await world.clock.until(() => ada.state.value.kind === 'open', 20_000);
    expect(ada.isIntercepted.value).toBe(false);
    const bob = await world.makeRoom('Bob', { overrides: { secure } });
    await world.clock.until(() => bob.isIntercepted.value && ada.isIntercepted.value, 20_000);
    expect([ada.sees, bob.sees]).toEqual([[], []]);
  });

  test.each<HandshakeErrorCode>(['wrong-keys', 'bad-signature', 'malformed', 'timeout', 'closed'])(
    'says nothing of the kind after %s: any stranger could cause that',
    async (code) => {
      const world = createSimWorld(22);
      const secure = failing(code);
      const ada = await world.makeRoom('Ada', { overrides: { secure } });
      await world.clock.until(() => ada.state.value.kind === 'open', 20_000);
      const bob = await world.makeRoom('Bob', { overrides: { secure } });
      await world.clock.advance(30_000);
      expect([ada.isIntercepted.value, bob.isIntercepted.value]).toEqual([false, false]);
    },
  );

  test('says so when its own dial finds another certificate, and no more once somebody proves', async () => {
    const world = createSimWorld(23);
    const ada = await world.makeRoom('Ada');
    await world.clock.until(() => ada.state.value.kind === 'open', 20_000);
    let isTampered = true;
    const transports = [tamperedTransport(world, 'tampered', () => isTampered)];
    const bob = await world.makeRoom('Bob', { overrides: { transports } });
    await world.clock.until(() => bob.isIntercepted.value, 20_000);
    expect([ada.isIntercepted.value, bob.sees]).toEqual([false, []]);
    isTampered = false;
    await world.clock.until(() => bob.sees.includes('Ada'), 120_000);
    expect(bob.isIntercepted.value).toBe(false);
  });

  test('does not take a dial that merely failed for one', async () => {
    const world = createSimWorld(24);
    const ada = await world.makeRoom('Ada');
    await world.clock.until(() => ada.state.value.kind === 'open', 20_000);
    const transports = [tamperedTransport(world, 'failed', () => true)];
    const bob = await world.makeRoom('Bob', { overrides: { transports } });
    await world.clock.advance(30_000);
    expect(bob.isIntercepted.value).toBe(false);
  });
});
