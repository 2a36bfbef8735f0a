declare module '*?block' {
  import type { BlockRef } from './payload.ts';

  const ref: BlockRef;
  export default ref;
}
