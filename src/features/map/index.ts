// The map space: a world outline that needs no network.

import { defineFeature } from '../feature.ts';
import { MapSpace } from './MapSpace.tsx';
import { createMapModel } from './model.ts';
import { mapWords } from './words.ts';

export const map = defineFeature({
  id: 'map',
  title: mapWords.title,
  icon: 'map',
  createModel: () => createMapModel({ loadMap: () => import('./world-map.ts') }),
  View: MapSpace,
});
