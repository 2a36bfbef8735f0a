import { describe, expect, it } from 'vitest';
import type { KeptHere } from '../../../../src/app/keeping/keeper-ports.ts';
import { isLostWithPage, whatIsLost } from '../../../../src/app/room/what-is-lost.ts';
import type { Holding } from '../../../../src/features/holding.ts';

const held = (isLast: boolean): Holding => ({ kind: 'something', wholly: new Set(), isLast });
const memory: KeptHere = { kind: 'memory' };
const kept = (health: Extract<KeptHere, { kind: 'kept' }>['health']): KeptHere => ({
  kind: 'kept',
  isUnderPassphrase: false,
  health,
  lost: 0,
  storedBytes: 1,
});

describe('leaving', () => {
  it.each<[string, Holding, boolean, KeptHere, string]>([
    ['nothing before anything was said, even alone', { kind: 'nothing' }, true, memory, 'nothing'],
    ['this device’s copy while others hold it', held(false), false, memory, 'here'],
    ['what nobody else got, though others are here', held(true), false, memory, 'some'],
    ['everything when nobody else is linked', held(true), true, memory, 'all'],
    ['nothing of what is kept', held(true), true, kept('saved'), 'kept'],
    ['nothing of what another tab keeps', held(true), true, { kind: 'elsewhere' }, 'kept'],
    ['everything when the disk is full', held(true), true, kept('full'), 'all'],
    ['everything under a passphrase nobody typed', held(true), true, { kind: 'locked' }, 'all'],
  ])('loses %s', (_, holding, ...facts) => {
    const [isAlone, here, loss] = facts;
    expect(whatIsLost(holding, isAlone, here)).toBe(loss);
  });
});

describe('closing the page', () => {
  it.each<[string, Holding, boolean, KeptHere, boolean]>([
    ['asks for what nobody else has', held(true), false, memory, true],
    ['does not ask for what others have', held(false), false, memory, false],
    ['does not ask for what is kept', held(true), true, kept('saved'), false],
    ['asks while what is new is not written yet', held(true), false, kept('saving'), true],
    ['asks for what has come of a file, though others have it', { kind: 'nothing' }, true, memory, true],
  ])('%s', (_, ...facts) => {
    const [holding, isUnfinished, here, isAsked] = facts;
    expect(isLostWithPage(holding, isUnfinished, here)).toBe(isAsked);
  });
});
