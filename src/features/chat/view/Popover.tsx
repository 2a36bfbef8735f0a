// A small surface beside a control, in the browser's top layer; closes by Esc and by a press elsewhere, and gives the
// focus back.

import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isRightToLeft } from '../../../ui/focus.ts';
import { placeMenu } from '../../../ui/menu-place.ts';

export interface PopoverProps {
  readonly label: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Popover({ label, anchor, onClose, children }: PopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const [surface, from] = [ref.current, anchor.current];
    if (!surface || !from) return undefined;
    const toggled = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') close.current();
    };
    surface.addEventListener('toggle', toggled);
    surface.showPopover();
    const place = () => putBeside(surface, from);
    place();
    const watch = new ResizeObserver(place);
    watch.observe(surface);
    window.addEventListener('resize', place);
    return () => {
      watch.disconnect();
      surface.removeEventListener('toggle', toggled);
      window.removeEventListener('resize', place);
      const hadFocus = surface.contains(document.activeElement);
      if (hadFocus && from.isConnected) from.focus();
    };
  }, [anchor]);
  return (
    // A <dialog> would be modal, or not in the top layer.
    <div
      ref={ref}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="dialog"
      aria-label={label}
      popover="auto"
      class="fixed inset-auto m-0 max-w-[calc(100dvw-1rem)] rounded-[10px] border border-line bg-raised p-0 text-ink shadow-raised animate-fade"
    >
      {children}
    </div>
  );
}

function putBeside(surface: HTMLElement, from: HTMLElement): void {
  const { left, top } = placeMenu({
    anchor: from.getBoundingClientRect(),
    menu: { width: surface.offsetWidth, height: surface.offsetHeight },
    window: { width: innerWidth, height: innerHeight },
    align: isRightToLeft(from) ? 'left' : 'right',
  });
  surface.style.left = `${left}px`;
  surface.style.top = `${top}px`;
}
