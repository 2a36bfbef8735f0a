// Rows come, move and go under whoever works with keys: when what had the focus is gone, the list's own title takes it.

import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

interface Place {
  readonly current: HTMLElement | null;
}

export function useKeptFocus(place: Place, title: Place): void {
  const focused = useRef<Element | undefined>(undefined);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const follow = ({ target }: FocusEvent) => {
      focused.current = target instanceof Element ? target : undefined;
    };
    // A pointer that presses where nothing takes the focus means to let go of it.
    const release = () => {
      focused.current = undefined;
    };
    element.addEventListener('focusin', follow);
    document.addEventListener('pointerdown', release);
    return () => {
      element.removeEventListener('focusin', follow);
      document.removeEventListener('pointerdown', release);
    };
  }, []);
  useLayoutEffect(() => {
    const last = focused.current;
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    focused.current = undefined;
    title.current?.focus();
  });
}
