import { expect, it } from 'vitest';
import type { P2p } from '../../../../src/app/p2p/api.ts';
import { installP2p } from '../../../../src/app/p2p/install-p2p.ts';
import { createSimWorld } from '../../../support/make-room.ts';
import { makeP2p } from '../../../support/make-p2p.ts';

async function installed() {
  const { p2p: whole } = await makeP2p(createSimWorld(1), 'Alice');
  const target: { readonly p2p?: P2p } = {};
  let loads = 0;
  let onRoom = () => {};
  const load = () => {
    loads += 1;
    return Promise.resolve(whole);
  };
  installP2p(target, { load, onRoom: (listener) => (onRoom = listener) });
  const { p2p } = target;
  if (!p2p) throw new Error('not installed');
  return { p2p, target, loads: () => loads, openRoom: () => onRoom() };
}

it('loads nothing until it is used, and then once', async () => {
  const { p2p, loads } = await installed();
  expect([p2p.id, p2p.self, p2p.room, loads()]).toEqual(['p2p-serverless', undefined, undefined, 0]);
  await Promise.all([p2p.start(), p2p.init(), p2p.createRoom()]);
  expect(loads()).toBe(1);
  expect(p2p.room?.code).toHaveLength(6);
});

it('loads when a room opens', async () => {
  const { loads, openRoom } = await installed();
  openRoom();
  expect(loads()).toBe(1);
});

it('says what to do first where it must answer at once', async () => {
  const { p2p } = await installed();
  expect(() => p2p.metrics()).toThrow('await p2p.start() first');
  await p2p.start();
  expect(p2p.metrics().health.status).toBe('idle');
});

it('keeps listeners that came before it was loaded, but not those that went', async () => {
  const { p2p } = await installed();
  const heard: string[] = [];
  p2p.on('state:update', ({ key }) => heard.push(key));
  p2p.on('state:update', ({ key }) => heard.push(`not ${key}`))();
  await p2p.createRoom();
  p2p.getSharedState('a').set('x', 1);
  expect(heard).toEqual(['a']);
});

it('cannot be replaced', async () => {
  const { p2p, target } = await installed();
  expect(() => Object.assign(target, { p2p: {} })).toThrow(TypeError);
  expect(Object.isFrozen(p2p)).toBe(true);
});
