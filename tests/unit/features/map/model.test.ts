import { expect, test, vi } from 'vitest';
import { createMapModel } from '../../../../src/features/map/model.ts';

const createWorldMap = () => ({
  zoomBy: () => undefined,
  showWorld: () => undefined,
  dispose: () => undefined,
});

test('nothing is loaded before the map is opened', () => {
  const loadMap = vi.fn(async () => ({ createWorldMap }));
  const model = createMapModel({ loadMap });
  expect(loadMap).not.toHaveBeenCalled();
  expect(model.state.value.kind).toBe('loading');
});

test('opening loads the map once', async () => {
  const loadMap = vi.fn(async () => ({ createWorldMap }));
  const model = createMapModel({ loadMap });
  await model.open();
  await model.open();
  expect(model.state.value).toEqual({ kind: 'ready', createMap: createWorldMap });
  expect(loadMap).toHaveBeenCalledTimes(1);
});

test('a copy without the map says so and may be tried again', async () => {
  const loadMap = vi.fn().mockRejectedValueOnce(new Error('cut')).mockResolvedValue({ createWorldMap });
  const model = createMapModel({ loadMap });
  await model.open();
  expect(model.state.value).toEqual({ kind: 'missing' });
  await model.open();
  expect(model.state.value.kind).toBe('ready');
});

test('the place looked at outlives the closed view', () => {
  const model = createMapModel({ loadMap: async () => ({ createWorldMap }) });
  const view = { latitude: 20, longitude: 77, zoom: 4 };
  model.remember(view);
  expect(model.view.value).toEqual(view);
});
