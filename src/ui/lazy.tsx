// A component whose code comes when it is first shown: what only some people or some rooms need waits outside the shell.

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** May be loaded before it is shown: then it is there at once. */
export type LazyComponent<P> = ComponentType<P> & {
  /** Rejects when the code does not come. */
  readonly preload: () => Promise<void>;
};

export interface LazyOptions<P> {
  /** Shown when the code does not come: this copy of the page was cut short. Nothing unless told. */
  readonly Failed?: ComponentType<P> | undefined;
}

/** `load` is asked again after a failure, the next time it is shown. */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { Failed }: LazyOptions<P> = {},
): LazyComponent<P> {
  let loaded: ComponentType<P> | undefined;
  function Lazy(props: P) {
    const [Part, setPart] = useState(() => loaded);
    useEffect(() => {
      let isWanted = true;
      const show = (part: ComponentType<P> | undefined) => isWanted && setPart(() => part);
      // It may have come for another place since this one was drawn.
      if (loaded) show(loaded);
      else
        load().then(
          (part) => show((loaded = part)),
          () => show(Failed),
        );
      return () => {
        isWanted = false;
      };
    }, []);
    return Part ? <Part {...props} /> : null;
  }
  const preload = async () => void (loaded ??= await load());
  return Object.assign(Lazy, { preload });
}

/** Loads those of `parts` that are lazy, so that they are there at once; rejects when one does not come. */
export async function preloadAll(parts: readonly unknown[]): Promise<void> {
  await Promise.all(parts.filter(isLazy).map((part) => part.preload()));
}

function isLazy(part: unknown): part is Pick<LazyComponent<object>, 'preload'> {
  return typeof part === 'function' && 'preload' in part && typeof part.preload === 'function';
}
