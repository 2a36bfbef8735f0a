// A QR code: always dark on white with its quiet zone, whatever the theme, because cameras read it.

import { useMemo } from 'preact/hooks';
import { qrPathOf } from './qr-path.ts';

export interface QrCodeProps {
  readonly text: string;
  /** What the camera will find. */
  readonly label: string;
  /** Pixels at most; as many as give every module the same. It shrinks with its place. */
  readonly size?: number | undefined;
}

export function QrCode({ text, label, size = 232 }: QrCodeProps) {
  const code = useMemo(() => qrPathOf(text), [text]);
  if (!code.ok) return null;
  const { size: modules, path } = code.value;
  const side = modules * Math.max(1, Math.floor(size / modules));
  return (
    <svg
      class="block aspect-square h-auto w-full rounded-lg bg-[#fff] ring-1 ring-line forced-color-adjust-none"
      style={{ maxWidth: `${side}px` }}
      viewBox={`0 0 ${modules} ${modules}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path fill="#1e1c15" d={path} />
    </svg>
  );
}
