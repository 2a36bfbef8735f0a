// The manifest promises things: each is there, and something handles it.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRoute } from '../../../src/app/routes.ts';
import { decideAnswer, SHELL_FILES } from '../../../src/offline/cache-policy.ts';
import { shareViewAddress } from '../../../src/offline/share.ts';

interface Picture {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
  readonly form_factor?: string;
}

interface Manifest {
  readonly id?: string;
  readonly start_url: string;
  readonly icons: readonly Picture[];
  readonly screenshots?: readonly Picture[];
  readonly shortcuts: readonly { readonly url: string; readonly icons: readonly Picture[] }[];
  readonly share_target: { readonly action: string; readonly method: string; readonly params: object };
}

const readPublic = (path: string) => readFileSync(new URL(`../../../public/${path}`, import.meta.url));
const manifest = JSON.parse(readPublic('manifest.webmanifest').toString()) as Manifest;
const pictures = [
  ...manifest.icons,
  ...(manifest.screenshots ?? []),
  ...manifest.shortcuts.flatMap((shortcut) => shortcut.icons),
];

/** Width and height stand at fixed places of every PNG's first chunk. */
function sizeOfPng(content: Buffer): string {
  expect(content.subarray(1, 4).toString()).toBe('PNG');
  return `${content.readUInt32BE(16)}x${content.readUInt32BE(20)}`;
}

it.each(pictures)('$src is as large as it says', ({ src, sizes, type }) => {
  const content = readPublic(src);
  if (type === 'image/png') expect(sizeOfPng(content)).toBe(sizes);
  else expect(content.toString()).toMatch(/^<svg /);
});

it.each(['any', 'maskable', 'monochrome'])('has small, large and endless icons for purpose %s', (purpose) => {
  const sizes = manifest.icons.filter((icon) => icon.purpose === purpose).map((icon) => icon.sizes);
  expect(sizes).toEqual(['192x192', '512x512', 'any']);
});

it.each(['./#/new', './#/join'])('has the shortcut %s, which the page knows', (url) => {
  expect(manifest.shortcuts.map((shortcut) => shortcut.url)).toContain(url);
  expect(parseRoute(url.slice(2)).kind).not.toBe('unknown');
});

it('is known by where it lies: two copies under one host are two apps', () => {
  expect(manifest.id).toBeUndefined();
  expect(manifest.start_url).toBe('./');
});

it('is itself kept for offline', () => {
  expect(SHELL_FILES).toContain('manifest.webmanifest');
});

describe('the share target', () => {
  const scope = 'https://kith.example/app/';
  const { action, method, params } = manifest.share_target;

  it('is answered by the worker', () => {
    const request = { method, mode: 'navigate', url: new URL(action, scope).href };
    expect(decideAnswer(request, scope)).toEqual({ kind: 'receive-share' });
  });

  it('sends the fields that the page reads', () => {
    const form = new FormData();
    for (const field of Object.values(params)) form.set(String(field), `the ${String(field)}`);
    const address = shareViewAddress(form);
    expect(parseRoute(address.slice(2))).toEqual({ kind: 'share', text: 'the title\nthe text\nthe url' });
  });
});
