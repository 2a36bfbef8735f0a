// The code space: a Python scratchpad that needs no network.

import { defineFeature } from '../feature.ts';
import { createStudioModel } from './model.ts';
import { StudioView } from './StudioView.tsx';
import { studioWords } from './words.ts';

export const studio = defineFeature({
  id: 'code',
  title: studioWords.title,
  icon: 'code',
  createModel: ({ clock }) =>
    createStudioModel({
      clock,
      loadPython: async () => (await import('./python/create-python.ts')).createPython,
    }),
  View: StudioView,
});
