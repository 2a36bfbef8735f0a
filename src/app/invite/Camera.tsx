// The camera while it looks for a code: what it sees, which one it is, its lamp.

import { useEffect, useRef, useState } from 'preact/hooks';
import { listCameras, type Camera as OpenCamera, type CameraChoice } from '../../platform/codes/camera.ts';
import { scanWithCamera } from '../../platform/codes/lazy-codes.ts';
import type { ScanEnd } from '../../platform/codes/scan-codes.ts';
import { Button } from '../../ui/Button.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { useShell } from '../shell.tsx';
import { scanWords } from './scan-words.ts';

export interface CameraProps {
  /** Every code, as often as it is seen. */
  readonly onCode: (text: string) => void;
  readonly onEnd: (why: ScanEnd | 'hidden') => void;
}

/** Open as long as it is shown, and the page is. */
export function Camera({ onCode, onEnd }: CameraProps) {
  const say = useSay();
  const locale = useLocale();
  const { clock } = useShell();
  const video = useRef<HTMLVideoElement>(null);
  const [wanted, want] = useState<string | undefined>();
  const [camera, setCamera] = useState<OpenCamera | undefined>();
  const [choices, setChoices] = useState<readonly CameraChoice[]>([]);
  const [isLit, light] = useState(false);
  const told = useRef({ onCode, onEnd });
  told.current = { onCode, onEnd };
  useEffect(() => {
    if (video.current === null) return undefined;
    const hide = () => document.hidden && told.current.onEnd('hidden');
    document.addEventListener('visibilitychange', hide);
    const stop = scanWithCamera(
      { clock, video: video.current, cameraId: wanted },
      {
        code: (text) => told.current.onCode(text),
        end: (why) => told.current.onEnd(why),
        opened(opened) {
          setCamera(opened);
          light(false);
          void listCameras(navigator.mediaDevices).then(setChoices);
        },
      },
    );
    return () => {
      document.removeEventListener('visibilitychange', hide);
      stop();
    };
  }, [clock, wanted]);
  return (
    <div class="grid gap-2">
      <video
        ref={video}
        muted
        playsInline
        aria-label={say(scanWords.preview)}
        class="aspect-4/3 w-full rounded-lg bg-ink object-cover"
      />
      <div class="flex flex-wrap gap-2 empty:hidden">
        {choices.length > 1 ? (
          <Menu
            label={say(scanWords.cameras)}
            size="small"
            items={choices.map(({ id, label }, index) => ({
              id,
              label: label || say(scanWords.camera, { n: (index + 1).toLocaleString(locale) }),
              checked: id === camera?.id,
              onSelect: () => want(id),
            }))}
          >
            {say(scanWords.cameras)}
          </Menu>
        ) : null}
        {camera?.hasTorch ? (
          <Button
            size="small"
            icon="flashlight"
            pressed={isLit}
            onClick={() => void camera.setTorch(!isLit).then((isSet) => isSet && light(!isLit))}
          >
            {say(scanWords.torch)}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
