// The brand mark: a K whose two arms are threads that end in beads.

export function KMark({ size = 28 }: { readonly size?: number | undefined }) {
  return (
    <svg
      class="block shrink-0"
      width={size}
      height={size}
      viewBox="0 0 28 28"
      fill="none"
      stroke="currentColor"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <path d="M7 3.5v21" stroke-width="4" />
      <path d="M7.5 17 21 5.5M12.8 12.8 21 22.5" stroke-width="2.4" />
      <path
        d="M17.7 5.3a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0zM17.7 22.7a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z"
        fill="currentColor"
        stroke="none"
      />
    </svg>
  );
}
