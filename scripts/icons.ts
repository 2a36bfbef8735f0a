// Draws the app's icons from the brand mark and renders them with Chromium: `node --import tsx scripts/icons.ts`. The
// results under public/ are committed; run it again only when the mark changes.

import { mkdir, writeFile } from 'node:fs/promises';
import { chromium, type Page } from '@playwright/test';

const INK = '#1e1c15';
const WOOL = '#e6e6df';

/** The K whose arms are threads that end in beads; drawn on a 28 × 28 field. */
const MARK_SIZE = 28;
const mark = (colour: string) =>
  `<g fill="none" stroke="${colour}" stroke-linecap="round"><path d="M7 3.5v21" stroke-width="4"/>` +
  `<path d="M7.5 17 21 5.5M12.8 12.8 21 22.5" stroke-width="2.4"/>` +
  `<g fill="${colour}" stroke="none"><circle cx="21.2" cy="5.3" r="3.5"/><circle cx="21.2" cy="22.7" r="3.5"/></g></g>`;

/** The mark's ink reaches from 5 to 24.7 across and 1.5 to 26.5 down; this is its middle. */
const MARK_MIDDLE = { x: 14.85, y: 14 };

interface Icon {
  /** Share of the icon's height that the mark's field takes. */
  readonly scale: number;
  readonly colour: string;
  readonly background: 'none' | 'square' | 'rounded';
}

/** Corners as iOS and the design round them. */
const ANY: Icon = { scale: 0.68, colour: INK, background: 'rounded' };
/** Launchers cut this one to any shape: all of the mark stays within the middle 80 %. */
const MASKABLE: Icon = { scale: 0.66, colour: INK, background: 'square' };
/** Only its alpha counts. */
const MONOCHROME: Icon = { scale: 0.8, colour: '#000000', background: 'none' };

const PNG_FILES: readonly (readonly [name: string, icon: Icon, size: number])[] = [
  ['icons/icon-192.png', ANY, 192],
  ['icons/icon-512.png', ANY, 512],
  ['icons/maskable-192.png', MASKABLE, 192],
  ['icons/maskable-512.png', MASKABLE, 512],
  ['icons/monochrome-192.png', MONOCHROME, 192],
  ['icons/monochrome-512.png', MONOCHROME, 512],
  ['apple-touch-icon.png', MASKABLE, 180],
];

const SVG_FILES: readonly (readonly [name: string, icon: Icon])[] = [
  ['favicon.svg', ANY],
  ['icons/maskable.svg', MASKABLE],
  ['icons/monochrome.svg', MONOCHROME],
];

const FIELD = 512;

function draw({ scale, colour, background }: Icon): string {
  const factor = (FIELD * scale) / MARK_SIZE;
  const place = (middle: number) => round(FIELD / 2 - middle * factor);
  const ground =
    background === 'none'
      ? ''
      : `<rect width="${FIELD}" height="${FIELD}"${radius(background)} fill="${WOOL}"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${FIELD} ${FIELD}">${ground}` +
    `<g transform="translate(${place(MARK_MIDDLE.x)} ${place(MARK_MIDDLE.y)}) scale(${round(factor)})">${mark(colour)}</g></svg>`
  );
}

function radius(background: 'square' | 'rounded'): string {
  return background === 'rounded' ? ' rx="112"' : '';
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

async function render(page: Page, svg: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  await page.setContent(
    `<body style="margin:0"><img src="${source}" width="${size}" height="${size}" style="display:block">`,
  );
  return page.screenshot({ omitBackground: true });
}

async function main(): Promise<void> {
  await mkdir('public/icons', { recursive: true });
  for (const [name, icon] of SVG_FILES) await writeFile(`public/${name}`, `${draw(icon)}\n`);
  const executablePath = process.env['KITH_CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  for (const [name, icon, size] of PNG_FILES)
    await writeFile(`public/${name}`, await render(page, draw(icon), size));
  await browser.close();
}

await main();
