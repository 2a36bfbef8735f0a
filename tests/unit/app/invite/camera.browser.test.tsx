// The camera's part of the scanner on a page: several cameras, one with a lamp, and the browser's own reader of codes.
// And pictures that are dropped where a link is typed.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { Scanner } from '../../../../src/app/invite/Scanner.tsx';
import { JoinForm } from '../../../../src/app/join/JoinForm.tsx';
import { createCapture } from '../../../../src/platform/codes/capture.ts';
import { createCodeReader, type Detectors } from '../../../../src/platform/codes/code-reader.ts';
import { scanCodes, type ScanListeners, type ScanWorld } from '../../../../src/platform/codes/scan-codes.ts';
import { err, ok, type Result } from '../../../../src/primitives/result.ts';
import { createSystemClock } from '../../../../src/platform/system-clock.ts';
import { setInviteStage } from '../../../support/invite-stage.tsx';
import { settle } from '../../../support/sim-clock.ts';

/** What this browser reads codes with; undefined: it has no reader of its own. */
const own = vi.hoisted(() => ({
  BarcodeDetector: undefined as unknown,
  started: 0,
  /** What is read in a picture that is given. */
  picture: Promise.resolve<unknown>(undefined),
}));

// As browser-codes.ts puts them together, without the bundled reader, which only the built page has.
vi.mock('../../../../src/platform/codes/lazy-codes.ts', () => ({
  scanWithCamera(scan: Pick<ScanWorld, 'video' | 'cameraId'>, on: ScanListeners) {
    const clock = createSystemClock();
    const reader = createCodeReader({
      clock,
      BarcodeDetector: own.BarcodeDetector as Detectors,
      startWorker() {
        throw new Error('none here');
      },
      async loadProgram() {
        own.started += 1;
        return undefined;
      },
    });
    return scanCodes(
      { ...scan, clock, reader, media: navigator.mediaDevices, capture: createCapture(document) },
      on,
    );
  },
  readPictureCode: () => own.picture,
}));

const CAMERAS = [
  { id: 'front', label: 'Front Camera', hasTorch: false },
  { id: 'back', label: '', hasTorch: true },
] as const;

interface Opened {
  readonly id: string;
  readonly track: MediaStreamTrack;
}

/** Films a picture that moves; which camera is open and what its lamp was told is written down. */
function pretendCameras() {
  const opened: Opened[] = [];
  const lamp: unknown[] = [];
  const picture = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
  const brush = picture.getContext('2d');
  const timer = setInterval(() => {
    if (brush) brush.fillStyle = brush.fillStyle === '#000000' ? '#ffffff' : '#000000';
    brush?.fillRect(0, 0, 64, 48);
  }, 20);
  vi.spyOn(navigator.mediaDevices, 'enumerateDevices').mockResolvedValue(
    CAMERAS.map(({ id, label }) => ({ kind: 'videoinput', deviceId: id, label }) as MediaDeviceInfo),
  );
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (wanted) => {
    const video = wanted?.video as { readonly deviceId?: { readonly exact: string } };
    const camera = CAMERAS.find(({ id }) => id === video.deviceId?.exact) ?? CAMERAS[0];
    const stream = picture.captureStream();
    const [track] = stream.getVideoTracks();
    if (!track) throw new DOMException('none', 'NotFoundError');
    track.getCapabilities = () => ({ torch: camera.hasTorch }) as MediaTrackCapabilities;
    track.getSettings = () => ({ deviceId: camera.id });
    track.applyConstraints = async (told) => void lamp.push(told);
    opened.push({ id: camera.id, track });
    return stream;
  });
  return { opened, lamp, stop: () => clearInterval(timer) };
}

class Detector {
  static seen: readonly string[] = [];
  static formats: readonly string[] = ['qr_code'];
  static getSupportedFormats = () => Promise.resolve(Detector.formats);
  detect(source: ImageData) {
    const isPicture = source.width === 64;
    return Promise.resolve(isPicture ? Detector.seen.map((rawValue) => ({ rawValue })) : []);
  }
}

let cameras: ReturnType<typeof pretendCameras>;
beforeEach(() => {
  cameras = pretendCameras();
  Detector.seen = [];
  Detector.formats = ['qr_code'];
  Object.assign(own, { BarcodeDetector: Detector, started: 0 });
});
afterEach(() => {
  cameras.stop();
  vi.restoreAllMocks();
});

async function startScanner() {
  const found: string[] = [];
  const stage = await setInviteStage();
  const shown = await stage.show(<Scanner onText={(text) => found.push(text)} />);
  await page.getByRole('button', { name: 'Scan with the camera' }).click();
  return { found, ...shown };
}

it('[O4] reads with the browser’s own reader where it has one, and starts no other', async () => {
  const { found } = await startScanner();
  await expect.element(page.getByLabelText('What the camera sees')).toBeVisible();
  Detector.seen = ['https://example.org/pay'];
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('This code is for something else, not for Kith. Nothing was opened.');
  Detector.seen = ['kith:i/AAAA'];
  await expect.poll(() => found).toEqual(['kith:i/AAAA']);
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  expect(own.started).toBe(0);
  await page.getByRole('button', { name: 'Stop the camera' }).click();
  // With the next drawing.
  await expect.poll(() => cameras.opened.map(({ track }) => track.readyState)).toEqual(['ended']);
});

it('[O4] a reader that is there by name alone is passed over, and what cannot be read at all is said', async () => {
  Detector.formats = [];
  await startScanner();
  await expect.element(page.getByRole('alert')).toBeVisible();
  expect([own.started, cameras.opened[0]?.track.readyState]).toEqual([1, 'ended']);
});

it('[O4] of several cameras another one is chosen, and its light is switched', async () => {
  await startScanner();
  const light = page.getByRole('button', { name: 'Light' });
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  expect(light.elements()).toEqual([]);
  await expect
    .element(page.getByRole('menuitemcheckbox', { name: 'Front Camera' }))
    .toHaveAttribute('aria-checked', 'true');
  // One that has no name is numbered.
  await page.getByRole('menuitemcheckbox', { name: 'Camera 2' }).click();
  await expect.poll(() => cameras.opened.map(({ id }) => id)).toEqual(['front', 'back']);
  await expect.element(light).toHaveAttribute('aria-pressed', 'false');
  expect(cameras.opened[0]?.track.readyState).toBe('ended');
  await light.click();
  await expect.element(light).toHaveAttribute('aria-pressed', 'true');
  await light.click();
  await expect.element(light).toHaveAttribute('aria-pressed', 'false');
  expect(cameras.lamp).toEqual([true, false].map((torch) => ({ advanced: [{ torch }] })));
});

/** A PNG of which no more than its first bytes is there. */
function claimedPng(width: number, height: number, name = 'code'): File {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return new File([bytes], `${name}.png`, { type: 'image/png' });
}

function drop(file: File): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  document.querySelector('form')?.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
}

it.each(['closed', 'given another', 'set to look by itself'] as const)(
  '[O8] nothing comes of a picture that is still being read when its scanner is %s',
  async (how) => {
    const found: string[] = [];
    const stage = await setInviteStage();
    const { update } = await stage.show(<Scanner onText={(text) => found.push(text)} />);
    const give = (name: string, reading: Promise<unknown>) => {
      own.picture = reading;
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(claimedPng(64, 48, name));
      const button = page.getByRole('button', { name: 'From a picture' }).element();
      button.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    };
    let finish = () => {};
    give('first', new Promise((resolve) => (finish = () => resolve(ok('kith:i/FIRST')))));
    await expect.element(page.getByText('Looking for a code in the picture…')).toBeVisible();
    const reading = own.picture;
    if (how === 'closed') await update(null);
    if (how === 'given another') {
      give('second', Promise.resolve(ok('kith:i/SECOND')));
      await expect.poll(() => found).toEqual(['kith:i/SECOND']);
    }
    if (how === 'set to look by itself') {
      await page.getByRole('button', { name: 'Scan with the camera' }).click();
      await expect.element(page.getByText('Looking for a code in the picture…')).not.toBeInTheDocument();
    }
    finish();
    await reading;
    await settle();
    expect(found).toEqual(how === 'given another' ? ['kith:i/SECOND'] : []);
  },
);

it('[O8] nothing comes of a file that is read when the form on home is gone', async () => {
  const stage = await setInviteStage();
  const { update } = await stage.show(<JoinForm onRoom={() => undefined} />);
  let finish = () => {};
  const text = new Promise<string>((resolve) => (finish = () => resolve('kith:i/AAAA')));
  drop(Object.assign(new File(['kith:i/AAAA'], 'meeting.kith'), { text: () => text }));
  await update(null);
  finish();
  await text;
  await settle();
  expect(stage.went).toEqual([]);
});

it('[O4] a picture dropped where a link is typed is seen to be read, and what is wrong is said as it is', async () => {
  const stage = await setInviteStage();
  await stage.show(<JoinForm onRoom={() => undefined} />);
  const says = async (sentence: string) =>
    expect.element(page.getByRole('textbox')).toHaveAccessibleDescription(sentence);
  for (const [read, sentence] of [
    [
      err('no-code'),
      'There is no code to be read in this picture. Take one with the whole code, near and sharp.',
    ],
    [ok('https://example.org/pay'), 'This code is for something else, not for Kith. Nothing was opened.'],
    [ok('kith:i2/AAAA'), 'A newer Kith made this invitation. Reload this page to bring it up to date.'],
    [
      err('unable'),
      'This browser can’t scan from a page opened like this. Paste the text, or give its file.',
    ],
  ] as const) {
    let finish: (read: Result<string, string>) => void = () => undefined;
    own.picture = new Promise((resolve) => (finish = resolve));
    drop(claimedPng(64, 48));
    await expect.element(page.getByRole('status')).toHaveTextContent('Looking for a code in the picture…');
    finish(read);
    await says(sentence);
    await expect.element(page.getByRole('status')).toHaveTextContent('');
  }
  drop(claimedPng(60_000, 60_000));
  await says('This picture is too large to be opened. A screenshot of the code will do.');
  drop(new File(['kith:a2/AAAA'], 'meeting.kith'));
  await says('A newer Kith made this invitation. Reload this page to bring it up to date.');
  drop(new File(['milk, eggs'], 'list.txt', { type: 'text/plain' }));
  await says('In this file is no link and no invitation of Kith. Nothing was opened.');
  expect(stage.went).toEqual([]);
  own.picture = Promise.resolve(ok('kith:i/AAAA'));
  drop(claimedPng(64, 48));
  await expect.poll(() => stage.went).toEqual([{ kind: 'invitation', code: 'AAAA' }]);
});
