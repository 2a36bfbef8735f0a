// A tick on ink: nothing is left to be done. Words stand beside it.

export function Tick({ isInline = false }: { readonly isInline?: boolean }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke-linecap="round"
      stroke-linejoin="round"
      class={isInline ? 'me-1.75 inline-block align-[-3px]' : 'block shrink-0'}
      aria-hidden="true"
    >
      <circle cx="8" cy="8" r="7.25" class="fill-ink forced-colors:fill-[CanvasText]" />
      <path
        d="m4.8 8.3 2.2 2.2 4.2-4.6"
        class="stroke-sheet forced-colors:stroke-[Canvas]"
        stroke-width="1.8"
      />
    </svg>
  );
}
