// Put in by the build of sw.ts.

/** Id of this build, the same as the page's `data-build`. */
declare const __KITH_BUILD__: string;
