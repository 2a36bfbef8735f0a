// Reading codes, loaded when somebody first does.

import type { Clock } from '../../primitives/clock.ts';
import { err, type Result } from '../../primitives/result.ts';
import type { CameraScan, PictureCodeError } from './browser-codes.ts';
import type { ScanListeners } from './scan-codes.ts';

const load = () => import('./browser-codes.ts');

/** Shows the camera in a video and tells every code it sees; the returned function lets go of it. */
export function scanWithCamera(scan: CameraScan, on: ScanListeners): () => void {
  let stop = () => {};
  let isStopped = false;
  load().then(
    (codes) => {
      if (!isStopped) stop = codes.scanWithCamera(scan, on);
    },
    () => isStopped || on.end('unreadable'),
  );
  return () => {
    isStopped = true;
    stop();
  };
}

/** The text of a code in a picture. */
export async function readPictureCode(
  clock: Clock,
  picture: Blob,
): Promise<Result<string, PictureCodeError>> {
  const codes = await load().catch(() => undefined);
  return codes ? codes.readPictureCode(clock, picture) : err('unable');
}
