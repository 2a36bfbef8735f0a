// Looks at what a camera shows until it is stopped, and tells every code in it. Nothing leaves the page.

import type { Clock } from '../../primitives/clock.ts';
import { openCamera, type Camera, type CameraError, type MediaScope } from './camera.ts';
import type { CodeReader } from './code-reader.ts';
import type { Pixels } from './pixels.ts';

/** `unreadable`: this page was cut short and reads no codes. `ended`: the camera was taken away. */
export type ScanEnd = CameraError | 'unreadable' | 'ended';

export interface ScanWorld {
  readonly clock: Clock;
  readonly media: MediaScope | undefined;
  readonly reader: CodeReader;
  readonly video: HTMLVideoElement;
  /** The one to open; else the one that looks away from the person. */
  readonly cameraId?: string | undefined;
  /** Undefined while the camera shows nothing yet. */
  readonly capture: (video: HTMLVideoElement) => Pixels | undefined;
}

export interface ScanListeners {
  code(text: string): void;
  /** Nothing is told after it. */
  end(why: ScanEnd): void;
  opened?(camera: Camera): void;
}

/** Between one look and the next: a hand shakes slower, and half of a slow phone is left to the page. */
export const LOOK_EVERY_MS = 120;

/** Shows the camera in `video`; the returned function lets go of it. */
export function scanCodes(world: ScanWorld, on: ScanListeners): () => void {
  const { clock, media, reader, video, cameraId, capture } = world;
  let camera: Camera | undefined;
  let cancel = () => {};
  let isStopped = false;

  function stop(): void {
    isStopped = true;
    cancel();
    camera?.stop();
    if (camera) video.srcObject = null;
  }

  function fail(why: ScanEnd): void {
    if (isStopped) return;
    stop();
    on.end(why);
  }

  async function look(): Promise<void> {
    const pixels = capture(video);
    const seen = pixels && (await reader.read(pixels));
    if (isStopped) return;
    if (seen?.ok === false && seen.error === 'unable') return fail('unreadable');
    if (seen?.ok && seen.value !== undefined) on.code(seen.value);
    lookAgain();
  }

  /** Only after the look before: never are two pictures on their way. */
  function lookAgain(): void {
    if (isStopped) return;
    cancel = clock.schedule(LOOK_EVERY_MS, () => afterNextFrame(video, () => void look().catch(lookAgain)));
  }

  async function begin(): Promise<void> {
    const opened = await openCamera(media, cameraId);
    if (!opened.ok) return fail(opened.error);
    if (isStopped) return opened.value.stop();
    camera = opened.value;
    camera.onEnded(() => fail('ended'));
    video.srcObject = camera.stream;
    await video.play();
    if (isStopped) return undefined;
    on.opened?.(camera);
    return lookAgain();
  }

  begin().catch(() => fail('ended'));
  return stop;
}

/** No frame is looked at twice, where the browser says when there is a new one. */
function afterNextFrame(video: HTMLVideoElement, action: () => void): void {
  if (typeof video.requestVideoFrameCallback === 'function') video.requestVideoFrameCallback(action);
  else action();
}
