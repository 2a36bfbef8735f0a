// One icon, drawn in the colour of the text around it. Its control carries the name, so the drawing is silent.

import { iconShapes, type IconName, type IconShape } from './icon-shapes.ts';

export interface IconProps {
  readonly name: IconName;
  /** Pixels: 20 by default, 22 in the rail, 18 in buttons, 16 small, 14 inline. */
  readonly size?: number | undefined;
}

/** Of those that point along the writing: back is where a line begins. */
const ALONG_THE_LINE: ReadonlySet<IconName> = new Set([
  'enter',
  'external',
  'leave',
  'left',
  'redo',
  'reply',
  'right',
  'send',
  'undo',
]);

export function Icon({ name, size = 20 }: IconProps) {
  const shape: IconShape = iconShapes[name];
  const line = typeof shape === 'string' ? shape : shape.line;
  return (
    <svg
      class={ALONG_THE_LINE.has(name) ? 'block shrink-0 rtl:-scale-x-100' : 'block shrink-0'}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {line === '' ? null : <path d={line} />}
      {typeof shape === 'string' ? null : <path d={shape.dots} fill="currentColor" stroke="none" />}
    </svg>
  );
}
