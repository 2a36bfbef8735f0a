// Stands in for what the markdown parser brings along and the chat never uses: a table of 2,000 named characters
// (`&copy;`), and its own reading of addresses, which read-markdown.ts replaces by a stricter one. See vite.config.ts.

const asItIs = (text: string): string => text;

// Of `entities`.
export const decodeHTMLStrict = asItIs;
// Of `mdurl`.
export { asItIs as decode, asItIs as encode, asItIs as format, asItIs as parse };
// Of `punycode.js`.
const punycode = { toASCII: asItIs, toUnicode: asItIs };
// oxlint-disable-next-line import/no-default-export
export default punycode;
