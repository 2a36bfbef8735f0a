// A build's id names its page by content, so that the worker never keeps an older, newer or damaged page than its own.

/** Hex digits of the page's SHA-256 at the start of a build id: 64 bits, against mix-ups, not against forgers. */
const PAGE_HASH_DIGITS = 16;

/** Whether `pageSha256` is the hash of the page that the build `buildId` was made of. */
export function isPageOfBuild(pageSha256: ArrayBuffer, buildId: string): boolean {
  const hex = Array.from(new Uint8Array(pageSha256), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return buildId.length >= PAGE_HASH_DIGITS && hex.startsWith(buildId.slice(0, PAGE_HASH_DIGITS));
}
