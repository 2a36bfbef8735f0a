// The map space: header, map, and buttons for those who do not drag.

import { useEffect, useRef, useState } from 'preact/hooks';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../ui/locale.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { SpaceHeader } from '../../ui/SpaceHeader.tsx';
import type { MapModel, MapState } from './model.ts';
import type { WorldMap } from './world-map.ts';
import { mapWords } from './words.ts';

interface MapProps {
  readonly model: MapModel;
}

export function MapSpace({ model }: MapProps) {
  const say = useSay();
  const state = model.state.value;
  useEffect(() => void model.open(), [model]);
  return (
    <section class="flex h-full min-h-0 flex-col" aria-label={say(mapWords.title)}>
      <SpaceHeader title={say(mapWords.title)} text={say(mapWords.honest)} />
      {state.kind === 'loading' && (
        <div class="m-auto w-60 p-6">
          <ProgressBar label={say(mapWords.loading)} />
        </div>
      )}
      {state.kind === 'missing' && (
        <Banner kind="caution" icon="alert" title={say(mapWords.missingTitle)} text={say(mapWords.missing)} />
      )}
      {state.kind === 'ready' && <Chart model={model} createMap={state.createMap} />}
    </section>
  );
}

interface ChartProps extends MapProps {
  readonly createMap: Extract<MapState, { kind: 'ready' }>['createMap'];
}

function Chart({ model, createMap }: ChartProps) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<WorldMap>();
  useEffect(() => {
    if (!place.current) return undefined;
    const created = createMap(place.current, {
      view: model.view.peek(),
      onView: (view) => model.remember(view),
    });
    setMap(created);
    return () => created.dispose();
  }, [model, createMap]);
  return (
    <div class="relative isolate min-h-0 flex-1">
      <div
        ref={place}
        class="absolute inset-0 -outline-offset-4"
        role="application"
        aria-label={say(mapWords.world)}
      />
      <div class="absolute start-3 top-3 z-500 grid rounded-control border border-line bg-raised">
        <Button
          kind="quiet"
          icon="plus"
          iconOnly
          label={say(mapWords.zoomIn)}
          onClick={() => map?.zoomBy(1)}
        />
        <Button
          kind="quiet"
          icon="minus"
          iconOnly
          label={say(mapWords.zoomOut)}
          onClick={() => map?.zoomBy(-1)}
        />
        <Button
          kind="quiet"
          icon="globe"
          iconOnly
          label={say(mapWords.wholeWorld)}
          onClick={() => map?.showWorld()}
        />
      </div>
      <p class="absolute end-3 bottom-3 z-500 text-micro text-ink-2">{say(mapWords.source)}</p>
    </div>
  );
}
