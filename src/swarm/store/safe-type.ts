// The type a stored file is given. Its offerer's word is believed only for kinds that no browser runs: a Blob of HTML or
// SVG, opened in a tab, would be a page of this origin.

const PLAIN: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/avif',
  'image/bmp',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/webp',
  'text/plain',
]);
const PLAYED = /^(?:audio|video)\/[a-z0-9.+-]{1,64}$/;

/** Without parameters: a type, or `application/octet-stream`. */
export function safeBlobType(mimeType: string): string {
  const [type = ''] = mimeType.toLowerCase().split(';');
  const bare = type.trim();
  return PLAIN.has(bare) || PLAYED.test(bare) ? bare : 'application/octet-stream';
}
