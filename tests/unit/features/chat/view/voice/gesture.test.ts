import { describe, expect, it } from 'vitest';
import { pullOf } from '../../../../../../src/features/chat/view/voice/gesture.ts';

describe('where a finger goes', () => {
  it.each([
    ['nowhere', { dx: 0, dy: 0 }, false, { cancel: 0, lock: 0 }],
    ['back along the line', { dx: -48, dy: 0 }, false, { cancel: 0.5, lock: 0 }],
    ['back all the way', { dx: -300, dy: -10 }, false, { cancel: 1, lock: 0 }],
    ['on along the line', { dx: 300, dy: 0 }, false, { cancel: 0, lock: 0 }],
    ['back, where lines begin at the right', { dx: 96, dy: 0 }, true, { cancel: 1, lock: 0 }],
    ['on, where lines begin at the right', { dx: -96, dy: 0 }, true, { cancel: 0, lock: 0 }],
    ['up', { dx: 0, dy: -28 }, false, { cancel: 0, lock: 0.5 }],
    ['up all the way, a little back', { dx: -40, dy: -200 }, false, { cancel: 0, lock: 1 }],
    ['down', { dx: 0, dy: 200 }, false, { cancel: 0, lock: 0 }],
  ])('%s', (_name, press, isRightToLeft, pull) => {
    expect(pullOf(press, isRightToLeft)).toEqual(pull);
  });
});
