import { expect, test } from 'vitest';
import { arrivedPart, blockState, readBlock, type ArrivingPage } from '../../../build/boot/arrival.ts';
import { IncompleteCopy } from '../../../src/platform/boot-api.ts';

const DATASET = { packing: 'deflate', size: '3', length: '4' };

/** A page that arrives when the test says so. */
function arrivingPage() {
  const elements = new Map<string, { text: string; hasNext: boolean; dataset: typeof DATASET }>();
  const listeners = new Set<() => void>();
  let isLoading = true;
  const page: ArrivingPage = {
    get isLoading() {
      return isLoading;
    },
    find: (id) => elements.get(id),
    onGrowth(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const grow = () => {
    for (const listener of listeners) listener();
  };
  return {
    page,
    listeners,
    receive: (text: string, hasNext: boolean) => {
      elements.set('kith:map', { text, hasNext, dataset: DATASET });
      grow();
    },
    end: () => {
      isLoading = false;
      grow();
    },
  };
}

test('a block that is there is read at once', async () => {
  const { page, receive } = arrivingPage();
  receive('AQID', true);
  expect(await readBlock(page, 'map')).toEqual({
    id: 'map',
    packing: 'deflate',
    text: 'AQID',
    sizeBytes: 3,
  });
});

test('a block on its way is waited for until something stands behind it', async () => {
  const { page, receive, listeners } = arrivingPage();
  const reading = readBlock(page, 'map');
  receive('AQ', false);
  expect(listeners.size).toBe(1);
  receive('AQID', true);
  expect((await reading).text).toBe('AQID');
  expect(listeners.size).toBe(0);
});

test('a page that ends before the block is an incomplete copy', async () => {
  const { page, end } = arrivingPage();
  const reading = readBlock(page, 'map');
  end();
  await expect(reading).rejects.toBeInstanceOf(IncompleteCopy);
});

test('a page that ends within the block is an incomplete copy', async () => {
  const { page, receive, end } = arrivingPage();
  const reading = readBlock(page, 'map');
  receive('AQ', false);
  end();
  await expect(reading).rejects.toBeInstanceOf(IncompleteCopy);
});

test('a block that lost text on the way is incomplete, though something stands behind it', () => {
  expect(blockState({ text: 'AQ', hasNext: true, dataset: DATASET }, true)).toBe('incomplete');
});

test('an aborted wait rejects with its reason and stops listening', async () => {
  const { page, listeners } = arrivingPage();
  const abort = new AbortController();
  const reading = readBlock(page, 'map', abort.signal);
  abort.abort(new Error('left'));
  await expect(reading).rejects.toThrow('left');
  expect(listeners.size).toBe(0);
});

test('progress counts what has arrived of the block', () => {
  const { page, receive } = arrivingPage();
  expect(arrivedPart(page, 'map')).toBe(0);
  receive('A', false);
  expect(arrivedPart(page, 'map')).toBe(0.25);
  receive('AQID', true);
  expect(arrivedPart(page, 'map')).toBe(1);
});
