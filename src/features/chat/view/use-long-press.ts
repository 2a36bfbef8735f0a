// A finger that rests: what a right click is to a mouse. A mouse's own right click keeps the browser's menu.

import { useRef } from 'preact/hooks';

const LONG_PRESS_MS = 500;
/** A finger that moves further scrolls. */
const MOVED_PX = 10;

interface Press {
  readonly timer: number;
  readonly x: number;
  readonly y: number;
}

export function useLongPress(onLongPress: () => void) {
  const press = useRef<Press | undefined>(undefined);
  const end = () => {
    if (press.current) window.clearTimeout(press.current.timer);
    press.current = undefined;
  };
  return {
    onPointerDown(event: PointerEvent) {
      end();
      if (event.pointerType === 'mouse' || isControl(event.target)) return;
      const timer = window.setTimeout(onLongPress, LONG_PRESS_MS);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove(event: PointerEvent) {
      const begun = press.current;
      if (begun && Math.hypot(event.clientX - begun.x, event.clientY - begun.y) > MOVED_PX) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, input, audio, video') !== null;
}
