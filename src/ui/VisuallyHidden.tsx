// Words for those who hear the page, where the picture says it to those who see.

import type { ComponentChildren } from 'preact';

export function VisuallyHidden({ children }: { readonly children?: ComponentChildren }) {
  return <span class="sr-only">{children}</span>;
}
