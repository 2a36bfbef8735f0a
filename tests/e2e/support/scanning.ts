// Codes as pictures: taken of one screen, given to another, or held before a browser's pretended camera.

import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';
import type { Page } from '@playwright/test';
import type { Pixels } from '../../../src/platform/codes/pixels.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { photographScene } from '../../support/photographs/photograph.ts';
import type { Scene } from '../../support/photographs/scene.ts';
import { RoomPage } from '../pages/room-page.ts';
import { showInvitation, textOf } from './by-hand.ts';
import type { Guest } from './meeting.ts';
import { expect, type Person } from './test.ts';

const LINKED_WITHIN_MS = 20_000;

/** Held by a steady hand in good light. */
const STEADY: Scene = {
  width: 640,
  height: 480,
  cover: 0.7,
  offset: [0, 0],
  turn: 0.1,
  tilt: [0.2, 0.1],
  blur: 0.15,
  shake: { length: 0, direction: 0 },
  noise: 3,
  light: { falloff: 0.7, direction: 1, glare: 0, place: [0, 0] },
  levels: [20, 235],
  quality: 100,
  isDarkScreen: false,
};

/** The code that this page shows, as a picture. Not by a screenshot, for which Firefox's driver adds a style of its own. */
export async function pictureOfCode(page: Page, kind: 'invitation' | 'answer'): Promise<Buffer> {
  await textOf(page, kind);
  const name = kind === 'invitation' ? 'QR code of the invitation' : 'QR code of your answer';
  const address = await page.getByRole('img', { name }).evaluate(async (code: SVGSVGElement) => {
    const drawn = code.cloneNode(true) as SVGSVGElement;
    // As large as it is shown, to whole modules.
    const { width } = code.viewBox.baseVal;
    const side = width * Math.floor(code.getBoundingClientRect().width / width);
    drawn.setAttribute('width', `${side}`);
    drawn.setAttribute('height', `${side}`);
    // The white under it is of a class, which does not come along.
    const picture = new Image();
    picture.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(drawn))}`;
    await picture.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
    const context = canvas.getContext('2d');
    if (!context) return '';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, side, side);
    context.drawImage(picture, 0, 0, side, side);
    return canvas.toDataURL('image/png');
  });
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}

/** Any text as the picture of its code. */
export function drawCode(text: string): Buffer {
  const { data, size } = encode(text, { border: 4 });
  const scale = 4;
  const side = size * scale;
  const dots = new Uint8ClampedArray(side * side * 4).map((_, i) => {
    const at = Math.floor(i / 4);
    const isDark = data[Math.floor(at / side / scale)]?.[Math.floor((at % side) / scale)];
    return i % 4 < 3 && isDark ? 0 : 255;
  });
  return encodePng({ width: side, height: side, data: dots });
}

/** PNG (RFC 2083), as plain as can be. */
export function encodePng({ width, height, data }: Pixels): Buffer {
  const rows = Buffer.alloc((width * 4 + 1) * height);
  for (let y = 0; y < height; y += 1)
    rows.set(data.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6], 8);
  const signature = Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1');
  const parts = [part('IHDR', head), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

function part(type: string, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + content.length);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length);
  return bytes;
}

/** Chosen, dropped on the scanner, or pasted. */
export async function givePicture(
  page: Page,
  picture: Buffer,
  how: 'choose' | 'drop' | 'paste' = 'choose',
): Promise<void> {
  const scanner = page.getByRole('dialog');
  if (how === 'choose') {
    const file = { name: 'code.png', mimeType: 'image/png', buffer: picture };
    await scanner.locator('input[accept^="image"]').setInputFiles(file);
    return;
  }
  await scanner.getByRole('button', { name: 'From a picture' }).evaluate(
    (button, { base64, type }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
      const given = new DataTransfer();
      given.items.add(new File([bytes], 'code.png', { type: 'image/png' }));
      const told = { bubbles: true, cancelable: true };
      button.dispatchEvent(
        type === 'drop'
          ? new DragEvent('drop', { ...told, dataTransfer: given })
          : new ClipboardEvent('paste', { ...told, clipboardData: given }),
      );
    },
    { base64: picture.toString('base64'), type: how },
  );
}

/** Both steps by pictures of codes. */
export async function bringInByPicture(host: Guest, guest: Person): Promise<Guest> {
  await showInvitation(host);
  const invitation = await pictureOfCode(host.page, 'invitation');
  await guest.page.getByRole('button', { name: 'Scan a QR code' }).click();
  await givePicture(guest.page, invitation, 'drop');
  await guest.page.getByRole('button', { name: 'Make an answer' }).click();
  // Firefox makes no event of a paste with a file in it.
  const isFirefox = host.page.context().browser()?.browserType().name() === 'firefox';
  const answer = await pictureOfCode(guest.page, 'answer');
  await givePicture(host.page, answer, isFirefox ? 'drop' : 'paste');
  await expect(host.page.getByText('Linked. They are in once')).toBeVisible({
    timeout: LINKED_WITHIN_MS,
  });
  await host.page.keyboard.press('Escape');
  const room = new RoomPage(guest.page);
  await room.waitUntilInside();
  return { ...guest, room };
}

/** For `--use-file-for-fake-video-capture`: somebody holds the code of `text` before the camera (YUV4MPEG2, 4:2:0). */
export function writeCameraFilm(path: string, text: string): void {
  const { width, height, data } = photographScene(text, STEADY, createSeededRandom(1));
  const light = Buffer.from(Uint8Array.from({ length: width * height }, (_, i) => data[4 * i] ?? 0));
  const colour = Buffer.alloc((width * height) / 2, 128);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, colour]);
  writeFileSync(path, Buffer.concat([head, frame, frame]));
}
