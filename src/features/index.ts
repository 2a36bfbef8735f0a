// The features, in the order of navigation. Deleting one is deleting its folder, its tests and its line here.

import { chat } from './chat/index.ts';
import type { Feature } from './feature.ts';
import { files } from './files/index.ts';
import { map } from './map/index.ts';
import { studio } from './studio/index.ts';

export const features: readonly Feature[] = [chat, files, studio, map];
