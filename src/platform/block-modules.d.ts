// `import wasm from './x.wasm?block'`: a reference to a binary that the build puts to the end of the page.

declare module '*?block' {
  import type { BlockRef } from './payload.ts';

  const ref: BlockRef;
  export default ref;
}
