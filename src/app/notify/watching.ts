// What comes with the first room: following it, with this browser's sound and title.

import { createChime } from '../../platform/chime.ts';
import { createCounter } from '../../platform/counter.ts';
import type { Watched } from './ports.ts';
import { watchVisit as watch } from './watch-visit.ts';

const chime = () => createChime('AudioContext' in window ? () => new AudioContext() : undefined);

/** Until the returned function is called. */
export function watchVisit(options: Watched): () => void {
  return watch({ ...options, chime: chime(), counter: createCounter(document, navigator), document });
}
