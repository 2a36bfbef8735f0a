import { expect, it } from 'vitest';
import { whatIsLost } from '../../../../src/app/room/what-is-lost.ts';
import type { Holding } from '../../../../src/features/holding.ts';

const held = (isLast: boolean): Holding => ({ kind: 'something', wholly: new Set(), isLast });

it.each<[string, Holding, boolean, string]>([
  ['nothing before anything was said, even alone', { kind: 'nothing' }, true, 'nothing'],
  ['this device’s copy while others hold it', held(false), false, 'here'],
  ['what nobody else got, though others are here', held(true), false, 'some'],
  ['everything when nobody else is linked', held(true), true, 'all'],
])('is %s', (_, holding, isAlone, loss) => expect(whatIsLost(holding, isAlone)).toBe(loss));
