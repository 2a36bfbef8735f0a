// The map itself: Leaflet with the built-in outline and no tiles, so that it never asks anybody for anything. Loaded when
// the map is first opened.

import * as leaflet from 'leaflet';
import leafletStyles from 'leaflet/dist/leaflet.css?inline';
import { adoptStyles } from '../../platform/adopted-styles.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import { graticule, MAX_LATITUDE } from './graticule.ts';
import styles from './world-map.css?inline';
import { worldOutline, type LatitudeLongitude } from './world-outline.ts';

/** What the map looks at; kept by the model while the map is closed. */
export interface MapView {
  readonly latitude: number;
  readonly longitude: number;
  readonly zoom: number;
}

export interface WorldMapOptions {
  /** Undefined shows the whole world. */
  readonly view: MapView | undefined;
  readonly onView: (view: MapView) => void;
}

export interface WorldMap extends Disposable {
  zoomBy(levels: number): void;
  showWorld(): void;
}

const GRID_STEP_DEGREES = 30;
/** Closer, the outline of 1:110 million shows nothing but its own coarseness. */
const MAX_ZOOM = 7;
const INHABITED = leaflet.latLngBounds([-56, -170], [75, 180]);
/** Only the poles end the map: beyond the date line comes the next copy. */
const EDGE = leaflet.latLngBounds([-MAX_LATITUDE, -540], [MAX_LATITUDE, 540]);

/** Draws into `container`, whose size it follows. */
export function createWorldMap(container: HTMLElement, { view, onView }: WorldMapOptions): WorldMap {
  adoptStyles(leafletStyles);
  adoptStyles(styles);
  const map = leaflet.map(container, {
    attributionControl: false,
    zoomControl: false,
    maxBounds: EDGE,
    maxBoundsViscosity: 1,
    maxZoom: MAX_ZOOM,
    minZoom: 1,
    worldCopyJump: true,
    zoomSnap: 0.25,
    zoomAnimation: !prefersStillness(),
  });
  const showWorld = () => void map.fitBounds(INHABITED);
  if (view) map.setView([view.latitude, view.longitude], view.zoom);
  else showWorld();
  addLayers(map);
  map.on('moveend', () => onView(viewOf(map)));
  const sizes = new ResizeObserver(() => map.invalidateSize({ pan: false }));
  sizes.observe(container);
  return {
    showWorld,
    zoomBy: (levels) => void map.zoomIn(levels),
    dispose() {
      sizes.disconnect();
      map.remove();
    },
  };
}

function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function viewOf(map: leaflet.Map): MapView {
  const { lat, lng } = map.getCenter();
  return { latitude: lat, longitude: lng, zoom: map.getZoom() };
}

/** The world is drawn three times side by side, so that it has no edge where somebody lives. */
function addLayers(map: leaflet.Map): void {
  const { land, borders } = worldOutline();
  const lines = graticule(GRID_STEP_DEGREES);
  const copies = [-1, 0, 1].map((turns) => (point: LatitudeLongitude) => turned(point, turns));
  const still = { interactive: false, smoothFactor: 1.5 };
  for (const copy of copies) {
    const move = (line: readonly LatitudeLongitude[]) => line.map(copy);
    const coasts = land.map((polygon) => polygon.map(move));
    leaflet.polyline(lines.map(move), { ...still, className: 'map-grid' }).addTo(map);
    leaflet.polygon(coasts, { ...still, className: 'map-land' }).addTo(map);
    leaflet.polyline(borders.map(move), { ...still, className: 'map-border' }).addTo(map);
  }
}

function turned([latitude, longitude]: LatitudeLongitude, turns: number): LatitudeLongitude {
  return [latitude, longitude + turns * 360];
}
