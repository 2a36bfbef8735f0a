// How far something is. Without a share it says only that it goes on, and its label says what is awaited.

export interface ProgressBarProps {
  /** What is under way, or who is awaited. */
  readonly label: string;
  /** From 0 to 1; undefined while nobody can know. */
  readonly share?: number | undefined;
  /** The label is read out but not shown. */
  readonly hideLabel?: boolean | undefined;
  /** Beside the label: "1.2 of 4 MB". */
  readonly note?: string | undefined;
}

export function ProgressBar({ label, share, hideLabel = false, note }: ProgressBarProps) {
  const percent = share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div>
      {hideLabel ? null : (
        <div class="mb-1.5 flex justify-between gap-3 text-small text-ink-2">
          <span>{label}</span>
          <span class="text-ink-3">{note}</span>
        </div>
      )}
      <progress class="sr-only" aria-label={label} aria-valuetext={note} max={100} value={percent} />
      <div
        aria-hidden="true"
        class="relative h-1.5 overflow-hidden rounded-[3px] bg-press forced-colors:border"
      >
        {percent === undefined ? (
          <div class="absolute inset-y-0 left-0 w-[30%] animate-slide rounded-[3px] bg-ink rtl:[animation-direction:reverse] forced-colors:bg-[Highlight]" />
        ) : (
          <div
            class="h-full rounded-[3px] bg-ink transition-[width] duration-quick forced-colors:bg-[Highlight]"
            style={{ width: `${percent}%` }}
          />
        )}
      </div>
    </div>
  );
}
