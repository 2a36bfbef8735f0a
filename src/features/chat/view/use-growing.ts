// A field as high as its text, up to a limit.

import { useLayoutEffect, useRef } from 'preact/hooks';

/** Some eight lines; a longer message scrolls. */
const MAX_HEIGHT_PX = 200;

export function useGrowing(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, MAX_HEIGHT_PX)}px`;
  }, [text]);
  return field;
}
