// Which build a page is of. The built page says it in its first line: `<html data-build="…">`; the worker is built with
// the same id, so that it never keeps an older or newer page than its own.

/** The id stands in the first line; whatever comes later was not put there by the build. Bytes. */
const HEAD_BYTES = 512;

export function isPageOfBuild(page: ArrayBuffer, buildId: string): boolean {
  const head = new TextDecoder().decode(page.slice(0, HEAD_BYTES));
  return head.includes(`<html data-build="${buildId}"`);
}
