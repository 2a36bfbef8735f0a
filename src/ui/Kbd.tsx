// Keys of the keyboard, one box each.

export function Kbd({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span class="inline-flex gap-[3px]">
      {keys.map((key) => (
        <kbd
          key={key}
          class="inline-block min-w-5 rounded-[4px] border border-line px-[5px] py-[3px] text-center font-ui text-micro leading-none font-medium text-ink-3"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
