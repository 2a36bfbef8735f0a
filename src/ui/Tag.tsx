// A word about a thing. Outlined and undyed: a tag is not a person.

import type { ComponentChildren } from 'preact';

export function Tag({ children }: { readonly children?: ComponentChildren }) {
  return (
    <span class="inline-flex items-center gap-[5px] rounded-[4px] border border-line px-[7px] py-px text-micro whitespace-nowrap text-ink-2">
      {children}
    </span>
  );
}
