// The code to be scanned by the other, and scanning theirs where the browser lends a camera.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { IdentityId } from '../../../primitives/ids.ts';
import { scanWithCamera } from '../../../platform/codes/lazy-codes.ts';
import type { ScanEnd } from '../../../platform/codes/scan-codes.ts';
import { judgeSafetyCode } from '../../../room/safety-number.ts';
import { Button } from '../../../ui/Button.tsx';
import { useSay } from '../../../ui/locale.tsx';
import { pageClock } from '../../../ui/page-clock.ts';
import { scanWords } from './scan-words.ts';
import { verifyWords } from './words.ts';

export interface CodeScanProps {
  readonly judgeWith: { readonly self: IdentityId; readonly other: IdentityId };
  readonly onVerdict: (isMatch: boolean) => void;
  readonly code: ComponentChildren;
  /** Goes over to the number, which any device can compare. */
  readonly onNumber: () => void;
}

type Trouble = 'noCamera' | 'scannedOwn' | 'scannedOther';

export function CodeScan({ judgeWith, onVerdict, code, onNumber }: CodeScanProps) {
  const say = useSay();
  const [canScan, setCanScan] = useState(() => hasCameras());
  const [isScanning, scan] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | undefined>();
  const take = (text: string) => {
    const verdict = judgeSafetyCode(text, judgeWith.self, judgeWith.other);
    if (verdict === 'own' || verdict === 'unreadable')
      return setTrouble(verdict === 'own' ? 'scannedOwn' : 'scannedOther');
    scan(false);
    return onVerdict(verdict === 'match');
  };
  return (
    <div class="grid w-37 content-start gap-2 max-md:mx-auto">
      {isScanning ? (
        <Camera
          onCode={take}
          onEnd={(why) => {
            scan(false);
            if (why === 'unable' || why === 'unreadable') setCanScan(false);
            else setTrouble('noCamera');
          }}
        />
      ) : (
        code
      )}
      {canScan ? (
        <Button kind="soft" size="small" icon="scan" wide onClick={() => scan(!isScanning)}>
          {say(isScanning ? verifyWords.stopScan : verifyWords.scan)}
        </Button>
      ) : (
        <>
          <p class="text-small text-ink-2">{say(scanWords.cannot)}</p>
          <Button kind="soft" size="small" wide onClick={onNumber}>
            {say(scanWords.number)}
          </Button>
        </>
      )}
      {trouble ? (
        <p role="alert" class="text-small text-caution">
          {say(verifyWords[trouble])}
        </p>
      ) : null}
    </div>
  );
}

interface CameraProps {
  readonly onCode: (text: string) => void;
  readonly onEnd: (why: ScanEnd) => void;
}

function Camera({ onCode, onEnd }: CameraProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current === null) return undefined;
    return scanWithCamera({ clock: pageClock, video: video.current }, { code: onCode, end: onEnd });
  }, []);
  return <video ref={video} muted playsInline class="aspect-square w-full rounded-lg bg-ink object-cover" />;
}

/** A page that was opened in the wrong way has none to ask for. */
function hasCameras(): boolean {
  const { mediaDevices }: { readonly mediaDevices?: MediaDevices } = navigator;
  return mediaDevices !== undefined;
}
