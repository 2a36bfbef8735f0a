// The example feature: what src/features/README.md describes, as small as it gets. Proves the contract, ships with nothing.

import { defineFeature } from '../../../src/features/feature.ts';
import { HandsView } from './HandsView.tsx';
import { createHandsModel } from './model.ts';
import { handsWords } from './words.ts';

export const hands = defineFeature({
  id: 'hands',
  title: handsWords.title,
  icon: 'hand',
  createModel: createHandsModel,
  View: HandsView,
});
