// A QR code: always dark on white with its quiet zone, whatever the theme, because cameras read it.

import { useMemo } from 'preact/hooks';
import { qrPathOf } from './qr-path.ts';

export interface QrCodeProps {
  readonly text: string;
  /** What the camera will find. */
  readonly label: string;
  /** Pixels at most; it shrinks with its place. */
  readonly size?: number | undefined;
}

export function QrCode({ text, label, size = 232 }: QrCodeProps) {
  const code = useMemo(() => qrPathOf(text), [text]);
  if (!code.ok) return null;
  return (
    <svg
      class="block aspect-square h-auto w-full rounded-lg border border-line bg-[#fff] forced-color-adjust-none"
      style={{ maxWidth: `${size}px` }}
      viewBox={`0 0 ${code.value.size} ${code.value.size}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path fill="#1e1c15" d={code.value.path} />
    </svg>
  );
}
