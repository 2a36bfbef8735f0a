// Put in by the build of sw.ts.

/** Id of this build; starts with the page's hash, see src/offline/build-id.ts. */
declare const __KITH_BUILD__: string;
