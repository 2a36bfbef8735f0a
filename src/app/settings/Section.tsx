// One matter on a page of the settings: heading, one sentence, the controls.

import type { ComponentChildren } from 'preact';

export interface SectionProps {
  readonly title: string;
  readonly text?: string;
  readonly children?: ComponentChildren;
}

export function Section({ title, text, children }: SectionProps) {
  return (
    <section class="mb-8">
      <h3 class="font-ui text-ui font-semibold">{title}</h3>
      {text === undefined ? null : <p class="mt-0.5 text-small text-ink-3">{text}</p>}
      <div class="mt-3 grid gap-3">{children}</div>
    </section>
  );
}
