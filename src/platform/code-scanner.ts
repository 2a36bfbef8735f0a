// Reads codes from the camera, where the browser can do that by itself. Nothing leaves the page.

import type { Clock } from '../primitives/clock.ts';
import { scheduleEvery } from '../primitives/clock.ts';

/** `refused`: the person or the browser does not allow the camera; `unable`: this device reads no such codes after all. */
export type ScanEnd = 'refused' | 'unable';

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

interface Detectors {
  new (options: { readonly formats: readonly string[] }): Detector;
  /** Empty where the system lacks what it needs, though the name is there. */
  getSupportedFormats(): Promise<readonly string[]>;
}

export interface ScanScope {
  readonly BarcodeDetector?: Detectors;
  readonly navigator: { readonly mediaDevices?: Pick<MediaDevices, 'getUserMedia'> };
}

/** How often a picture is looked at; a hand shakes slower. */
const LOOK_EVERY_MS = 250;

/** Chromium on phones and on macOS, so far. */
export function canScanCodes(scope: ScanScope): boolean {
  return scope.BarcodeDetector !== undefined && scope.navigator.mediaDevices !== undefined;
}

/** Shows the camera in `video` and tells every code it sees, until stopped. */
export function scanCodes(
  {
    scope,
    clock,
    video,
  }: { readonly scope: ScanScope; readonly clock: Clock; readonly video: HTMLVideoElement },
  on: { readonly code: (text: string) => void; readonly end: (why: ScanEnd) => void },
): () => void {
  const { BarcodeDetector, navigator } = scope;
  let stop = () => {};
  let isStopped = false;
  const begin = async () => {
    const formats = await BarcodeDetector?.getSupportedFormats();
    if (!BarcodeDetector || !formats?.includes('qr_code')) return isStopped ? undefined : on.end('unable');
    const stream = await navigator.mediaDevices?.getUserMedia({ video: { facingMode: 'environment' } });
    if (!stream) throw new Error('no camera');
    const end = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    if (isStopped) return end();
    video.srcObject = stream;
    await video.play();
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    const look = async () => {
      for (const { rawValue } of await detector.detect(video)) if (!isStopped) on.code(rawValue);
    };
    // A picture that cannot be read is followed by another.
    const cancel = scheduleEvery(clock, LOOK_EVERY_MS, () => void look().catch(() => undefined));
    stop = () => {
      cancel();
      end();
      video.srcObject = null;
    };
    if (isStopped) stop();
    return undefined;
  };
  begin().catch(() => {
    if (!isStopped) on.end('refused');
  });
  return () => {
    isStopped = true;
    stop();
  };
}
