// The crawl of a connecting thread, for components.

import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { crawl } from './crawl.ts';

/** For the path whose dashes crawl while `isCrawling`. */
export function useCrawl(isCrawling: boolean): RefObject<SVGPathElement | null> {
  const path = useRef<SVGPathElement>(null);
  useEffect(() => (isCrawling && path.current ? crawl.add(path.current) : undefined), [isCrawling]);
  return path;
}
