// What the map shows, kept while its view is closed. Nothing of it leaves this device.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { Disposable } from '../../primitives/disposable.ts';
import type { createWorldMap, MapView } from './world-map.ts';

export type MapState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly createMap: typeof createWorldMap }
  /** The map's code did not come with this copy of the page. */
  | { readonly kind: 'missing' };

export interface MapModel extends Disposable {
  readonly state: ReadonlySignal<MapState>;
  /** Undefined until somebody moved the map. */
  readonly view: ReadonlySignal<MapView | undefined>;
  /** Loads the map's code on first use; afterwards does nothing. */
  open(): Promise<void>;
  remember(view: MapView): void;
}

export interface MapPorts {
  readonly loadMap: () => Promise<{ readonly createWorldMap: typeof createWorldMap }>;
}

export function createMapModel({ loadMap }: MapPorts): MapModel {
  const state = signal<MapState>({ kind: 'loading' });
  const view = signal<MapView | undefined>(undefined);
  return {
    state,
    view,
    async open() {
      if (state.value.kind === 'ready') return;
      try {
        state.value = { kind: 'ready', createMap: (await loadMap()).createWorldMap };
      } catch {
        state.value = { kind: 'missing' };
      }
    },
    remember: (moved) => (view.value = moved),
    dispose: () => undefined,
  };
}
