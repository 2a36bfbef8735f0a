declare module '*?block' {
  const ref: import('./payload.ts').BlockRef;
  export default ref;
}
