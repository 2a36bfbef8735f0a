// How loud it is, now and a moment ago: the newest at the end of the line. For the eye only; the clock beside it says that
// something is being recorded.

const LEAST_PERCENT = 12;

export function Levels({ levels }: { readonly levels: readonly number[] }) {
  return (
    <div aria-hidden="true" class="flex h-6 min-w-0 flex-1 items-center justify-end gap-0.5 overflow-hidden">
      {levels.map((level, index) => (
        <span
          key={index.toString()}
          class="w-0.75 shrink-0 rounded-full bg-you forced-color-adjust-none"
          style={{ height: `${LEAST_PERCENT + level * (100 - LEAST_PERCENT)}%` }}
        />
      ))}
    </div>
  );
}
