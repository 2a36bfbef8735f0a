// Emoji by group and by search; arrows move, Enter picks. A tone is chosen once for all that take one.

import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { classList } from '../../../../ui/class-list.ts';
import { isRightToLeft } from '../../../../ui/focus.ts';
import { Icon } from '../../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../../ui/locale.tsx';
import { useRoomFace } from '../../../room-face.tsx';
import {
  loadEmoji,
  searchEmoji,
  TONES,
  withTone,
  type Emoji,
  type EmojiGroup,
  type Tone,
} from './emoji-table.ts';
import { usedEmoji } from './used-emoji.ts';
import { emojiWords, groupWords, toneWords } from './words.ts';

export interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void;
}

/** In one line; the arrow keys count on it. */
const COLUMNS = 8;

export function EmojiPicker({ onPick }: EmojiPickerProps) {
  const say = useSay();
  const id = useId();
  const groups = useGroups();
  const isHere = groups.length > 0;
  const used = usedEmoji();
  const tone = useTone();
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const found = useMemo(() => searchEmoji(groups, query), [groups, query]);
  const pick = (emoji: string) => {
    used.note(emoji);
    onPick(emoji);
  };
  const pickFirst = () => {
    const [first] = found;
    if (first) pick(withTone(first, tone.value));
  };
  // Whoever types fast is done before the names are here.
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    if (!isDue || !isHere) return;
    setDue(false);
    pickFirst();
  }, [isDue, isHere]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing || query.trim() === '') return;
    event.preventDefault();
    if (isHere) pickFirst();
    else setDue(true);
  };
  return (
    // Its parts are the controls; the arrow keys between them are heard here.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div class="flex h-full flex-col" onKeyDown={moveInGrid}>
      <div class="flex shrink-0 items-center gap-2 border-b border-line px-3 text-ink-3">
        <Icon name="search" size={16} />
        <input
          ref={field}
          id={id}
          type="search"
          value={query}
          aria-label={say(emojiWords.search)}
          placeholder={say(emojiWords.search)}
          class="min-h-10 min-w-0 flex-1 border-0 bg-transparent text-ui text-ink outline-none [&::-webkit-search-cancel-button]:hidden touch:min-h-11 max-md:text-[1rem]"
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div class="min-h-0 flex-1 overflow-y-auto px-2 pb-2" tabIndex={-1}>
        {query.trim() === '' ? (
          <>
            <Recent pick={pick} />
            {groups.map((group) => (
              <Group key={group.id} title={say(groupWords[group.id])} emoji={group.emoji} pick={pick} />
            ))}
          </>
        ) : found.length === 0 && isHere ? (
          <p class="p-3 text-ui text-ink-3">{say(emojiWords.nothing)}</p>
        ) : (
          <Group title={say(emojiWords.found)} emoji={found} pick={pick} />
        )}
      </div>
      <ToneBar />
    </div>
  );
}

/** As the settings have it, where there are any. */
function useTone(): { value: Tone } {
  const { emojiTone } = useRoomFace();
  return (emojiTone as { value: Tone } | undefined) ?? usedEmoji().tone;
}

function useGroups(): readonly EmojiGroup[] {
  const locale = useLocale();
  const [groups, setGroups] = useState<readonly EmojiGroup[]>([]);
  useEffect(() => {
    let isWanted = true;
    loadEmoji(locale).then(
      (loaded) => isWanted && setGroups(loaded),
      // This copy of the page was cut short: those used lately are there.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [locale]);
  return groups;
}

const cell =
  'grid size-9.5 place-items-center rounded-control text-[1.375rem] leading-none hover:bg-hover focus:bg-press';

interface GroupProps {
  readonly title: string;
  readonly emoji: readonly Emoji[];
  readonly pick: (emoji: string) => void;
}

function Group({ title, emoji, pick }: GroupProps) {
  const chosen = useTone().value;
  return (
    <section aria-label={title} class="[content-visibility:auto] [contain-intrinsic-size:auto_20rem]">
      <h3 class="px-1 pt-2 pb-0.5 text-micro font-normal text-ink-3">{title}</h3>
      <div class="grid grid-cols-8" data-emoji-grid>
        {emoji.map((each, index) => {
          const shown = withTone(each, chosen);
          return (
            <button
              key={each.emoji}
              type="button"
              tabIndex={index === 0 ? 0 : -1}
              class={cell}
              aria-label={each.name}
              title={each.name}
              onClick={() => pick(shown)}
            >
              {shown}
            </button>
          );
        })}
      </div>
    </section>
  );
}

function Recent({ pick }: { readonly pick: (emoji: string) => void }) {
  const say = useSay();
  // Stays as it was when the picker opened: nothing moves under a finger.
  const [recent] = useState(() => usedEmoji().recent.value);
  return (
    <section aria-label={say(emojiWords.recent)}>
      <h3 class="px-1 pt-2 pb-0.5 text-micro font-normal text-ink-3">{say(emojiWords.recent)}</h3>
      <div class="grid grid-cols-8" data-emoji-grid>
        {recent.map((emoji, index) => (
          <button
            key={emoji}
            type="button"
            tabIndex={index === 0 ? 0 : -1}
            class={cell}
            onClick={() => pick(emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
    </section>
  );
}

function ToneBar() {
  const say = useSay();
  const name = useId();
  const tone = useTone();
  return (
    <div
      role="radiogroup"
      aria-label={say(emojiWords.tone)}
      class="flex shrink-0 items-center gap-1 border-t border-line px-2 py-1"
    >
      {TONES.map((modifier, index) => (
        <label
          key={modifier}
          title={say(toneWords[index] ?? emojiWords.tone)}
          class={classList(
            'grid size-8 place-items-center rounded-control text-title touch:size-11',
            'hover:bg-hover has-[:checked]:bg-press has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-you-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            class="sr-only"
            aria-label={say(toneWords[index] ?? emojiWords.tone)}
            checked={tone.value === index}
            onChange={() => {
              tone.value = index as Tone;
            }}
          />
          <span aria-hidden="true">✋{modifier}</span>
        </label>
      ))}
    </div>
  );
}

/** Arrow keys inside the groups, and from the search field down into the first one. */
function moveInGrid(event: KeyboardEvent): void {
  const surface = event.currentTarget;
  if (!(surface instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const buttons = Array.from(surface.querySelectorAll<HTMLElement>('[data-emoji-grid] button'));
  const index = buttons.findIndex((button) => button === document.activeElement);
  if (index < 0 && event.key !== 'ArrowDown') return;
  const forward = isRightToLeft(surface) ? 'ArrowLeft' : 'ArrowRight';
  const back = isRightToLeft(surface) ? 'ArrowRight' : 'ArrowLeft';
  const steps: Readonly<Record<string, number>> = {
    [forward]: 1,
    [back]: -1,
    ArrowDown: index < 0 ? 1 : COLUMNS,
    ArrowUp: -COLUMNS,
  };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const next = buttons[Math.min(index + step, buttons.length - 1)];
  if (index + step < 0) surface.querySelector('input')?.focus();
  else next?.focus();
}
