// Style sheets that come with lazy code. Adopted sheets need no element, so the page's policy can stay one of hashes.

const adopted = new Map<string, CSSStyleSheet>();

/** Adds `css` to the page, once. Sheets that name other files would load nothing: addresses in them are not followed. */
export function adoptStyles(css: string): void {
  if (adopted.has(css)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  adopted.set(css, sheet);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
