// The head of the chat: what becomes of what is said, search, how long messages stay, one-person threads, saving.

import { formatDuration } from '../../../ui/format.ts';
import { Button } from '../../../ui/Button.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { SpaceHeader } from '../../../ui/SpaceHeader.tsx';
import { useRoomFace } from '../../room-face.tsx';
import type { ThreadId } from '../api.ts';
import { chatWords } from '../words.ts';
import { AuthorBead } from './AuthorBead.tsx';
import { mentionablesOf } from './mentionables.ts';
import { useNames } from './names.ts';
import { putAway } from './put-away.ts';
import { spaceWords } from './space-words.ts';
import { useTalk } from './talk-face.ts';
import type { TranscriptFormat } from './transcript/transcript.ts';

export interface ChatHeaderProps {
  readonly isSearching: boolean;
  readonly onSearch: () => void;
  readonly onShow: (id: ThreadId) => void;
}

export function ChatHeader({ isSearching, onSearch, onShow }: ChatHeaderProps) {
  const say = useSay();
  const { isKept } = useRoomFace();
  const { thread, model } = useTalk();
  const nameOf = useNames(model);
  const text =
    thread.id === 'room'
      ? say(isKept ? spaceWords.kept : spaceWords.memoryOnly)
      : say(spaceWords.onlyTwo, { name: nameOf(thread.id) });
  return (
    <SpaceHeader
      title={say(chatWords.title)}
      text={text}
      kept={isKept}
      actions={
        <div class="flex shrink-0 items-center">
          <Button
            kind="quiet"
            icon="search"
            iconOnly
            label={say(spaceWords.search)}
            expanded={isSearching}
            onClick={onSearch}
          />
          {thread.id === 'room' ? <KeepMenu /> : <KeepLine />}
          <MoreMenu onShow={onShow} />
        </div>
      }
    />
  );
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** After how long messages may vanish; 0 is when everybody has left. */
const TIMERS_MS = [0, 7 * DAY_MS, DAY_MS, HOUR_MS, 5 * MINUTE_MS] as const;

/** Nobody sees a choice that is not theirs: then it says how it is, once it is not as usual. */
function KeepMenu() {
  const say = useSay();
  const locale = useLocale();
  const { model } = useTalk();
  const now = model.timerMs.value;
  const timeOf = (ms: number) => (ms === 0 ? say(spaceWords.untilWeLeave) : formatDuration(locale, ms));
  const text = say(spaceWords.keep, { time: timeOf(now) });
  if (!model.maySetTimer.value) return <KeepLine />;
  const items = TIMERS_MS.map((ms): MenuItem => ({
    id: ms.toString(),
    label: timeOf(ms),
    checked: ms === now,
    onSelect: () => void model.setTimer(ms),
  }));
  return (
    <>
      <span class="max-md:hidden">
        <Menu icon="clock" label={text} items={items} align="end" size="small">
          {text}
        </Menu>
      </span>
      <span class="md:hidden">
        <Menu icon="clock" label={text} items={items} align="end" />
      </span>
    </>
  );
}

/** What is between two vanishes when the room's messages do. */
function KeepLine() {
  const say = useSay();
  const locale = useLocale();
  const ms = useTalk().model.timerMs.value;
  if (ms === 0) return null;
  const text = say(spaceWords.keep, { time: formatDuration(locale, ms) });
  return <span class="px-2 text-small text-ink-2">{text}</span>;
}

/** Talking to one person, and taking the talk along as a file. */
function MoreMenu({ onShow }: Pick<ChatHeaderProps, 'onShow'>) {
  const say = useSay();
  const locale = useLocale();
  const { thread, model } = useTalk();
  const { title } = useRoomFace();
  const nameOf = useNames(model);
  const save = async (format: TranscriptFormat) => {
    const { saveTranscript } = await import('./transcript/save-transcript.ts');
    const rows = thread.rows.peek();
    await saveTranscript({ title, rows, locale, format, nameOf });
  };
  const closing: MenuItem = {
    id: 'close',
    label: say(spaceWords.putAway),
    icon: 'eyeoff',
    onSelect: () => {
      onShow('room');
      putAway(model, thread.id);
    },
  };
  const people = mentionablesOf(model, locale);
  const toPeople =
    thread.id === 'room'
      ? people.slice(0, MOST_PEOPLE).map(({ id, name }): MenuItem => ({
          id,
          label: say(spaceWords.writeOnly, { name }),
          picture: <AuthorBead of={id} size={22} />,
          onSelect: () => onShow(model.openDirect(id).id),
        }))
      : [closing];
  const items: readonly MenuItem[] = [
    ...toPeople,
    { id: 'text', label: say(spaceWords.saveText), icon: 'filetext', onSelect: () => void save('text') },
    { id: 'html', label: say(spaceWords.saveHtml), icon: 'globe', onSelect: () => void save('html') },
    { id: 'json', label: say(spaceWords.saveJson), icon: 'filecode', onSelect: () => void save('json') },
  ];
  return <Menu icon="more" label={say(spaceWords.more)} items={items} align="end" />;
}

/** A menu, not a list of everybody: their own messages lead there too. */
const MOST_PEOPLE = 8;
