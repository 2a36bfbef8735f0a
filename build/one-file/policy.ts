// The page's content security policy: only code that was there at build time runs, named by its hash.

import { createHash } from 'node:crypto';

/** Source expressions for the inline elements of `tag` in `html` that browsers run or apply. */
export function hashInlineCode(html: string, tag: 'script' | 'style'): readonly string[] {
  const elements = html.matchAll(new RegExp(`<${tag}\\b([^>]*)>([^]*?)</${tag}>`, 'g'));
  const live = [...elements].filter(([, attributes = '']) => !/\btype="application\//.test(attributes));
  return live.map(([, , code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
}

/** The policy for a page whose head is `html`; it stands in a meta element, so it holds from disk too. */
export function contentSecurityPolicy(html: string): string {
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    // blob: is how the boot script starts chunks, 'wasm-unsafe-eval' is how Python's interpreter compiles. Neither lets
    // text become code: only a script that already runs can make a Blob.
    'script-src': [...hashInlineCode(html, 'script'), 'blob:', "'wasm-unsafe-eval'"],
    // 'self' is the service worker; every other worker is a Blob.
    'worker-src': ["'self'", 'blob:'],
    'style-src': hashInlineCode(html, 'style'),
    'img-src': ["'self'", 'blob:', 'data:'],
    // Brokers are set by the user, so their hosts cannot be known at build time; the signaling layer only opens those
    // that are configured. Plain http: and ws: reach a broker on the local network or on this machine, where
    // certificates are rare. They widen nothing on a hosted page, because browsers refuse them from https. What goes
    // through a broker is sealed and does not rely on TLS. blob: is how workers read what the page hands them.
    'connect-src': ["'self'", 'blob:', 'https:', 'wss:', 'http:', 'ws:'],
    // A look at a linked page, which its person pressed for: decision 0017. Sandboxed. 'self' is a download that the
    // service worker hands out, over http too. Nothing else makes a frame.
    'frame-src': ["'self'", 'https:'],
    // 'self' is what the service worker plays while it arrives.
    'media-src': ["'self'", 'blob:', 'mediastream:'],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.length > 0 ? sources.join(' ') : "'none'"}`)
    .join('; ');
}
