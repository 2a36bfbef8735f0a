// A camera that looks at codes: which there are, one of them opened, its lamp. Nothing of what it sees is kept.

import { err, ok, type Result } from '../../primitives/result.ts';

/**
 * `refused`: by the person, the browser or the page's address. `absent`: there is none. `busy`: another program holds it.
 * `unable`: this browser lends none to a page opened in this way.
 */
export type CameraError = 'refused' | 'absent' | 'busy' | 'unable';

export interface CameraChoice {
  readonly id: string;
  /** As the system calls it. */
  readonly label: string;
}

export interface Camera {
  readonly stream: MediaStream;
  /** Of one of the choices; empty where the browser does not say. */
  readonly id: string;
  readonly hasTorch: boolean;
  /** Resolves with whether the lamp took it. */
  setTorch(isOn: boolean): Promise<boolean>;
  /** Taken away: pulled out, or by another program. */
  onEnded(listener: () => void): void;
  stop(): void;
}

export type MediaScope = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'>;

/** Enough for the largest code at arm's length; more only takes longer to read. */
const WANTED = { width: { ideal: 1_280 }, height: { ideal: 720 } };

const REASONS: Readonly<Record<string, CameraError>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** `id`: the one to open; the one that looks away from the person when it is undefined. */
export async function openCamera(
  media: MediaScope | undefined,
  id?: string,
): Promise<Result<Camera, CameraError>> {
  if (!media) return err('unable');
  const which = id === undefined ? { facingMode: 'environment' } : { deviceId: { exact: id } };
  try {
    const stream = await media.getUserMedia({ video: { ...WANTED, ...which } });
    const [track] = stream.getVideoTracks();
    return track ? ok(createCamera(stream, track)) : err('absent');
  } catch (error) {
    return err((error instanceof DOMException && REASONS[error.name]) || 'refused');
  }
}

/** Named only after one was opened; empty where the browser does not tell. */
export async function listCameras(media: MediaScope | undefined): Promise<readonly CameraChoice[]> {
  const devices = (await media?.enumerateDevices().catch(() => [])) ?? [];
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** The lamp is in no standard of TypeScript's yet (W3C Image Capture). */
type Lamp = MediaTrackCapabilities & { readonly torch?: boolean };

function createCamera(stream: MediaStream, track: MediaStreamTrack): Camera {
  const can: Lamp = track.getCapabilities?.() ?? {};
  return {
    stream,
    id: track.getSettings?.().deviceId ?? '',
    hasTorch: can.torch === true,
    async setTorch(isOn) {
      try {
        await track.applyConstraints({ advanced: [{ torch: isOn } as MediaTrackConstraintSet] });
        return true;
      } catch {
        return false;
      }
    },
    onEnded: (listener) => track.addEventListener('ended', listener),
    stop() {
      for (const each of stream.getTracks()) each.stop();
    },
  };
}
