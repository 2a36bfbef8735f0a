// One row of the talk. Drawn again only when something about it has changed, whatever happens to the others.

import { Component } from 'preact';
import { formatDay, formatDuration } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import type { IconName } from '../../../ui/icon-shapes.ts';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import type { EntryId, Notice } from '../api.ts';
import { MessageGroup } from './MessageGroup.tsx';
import { useNames } from './names.ts';
import type { TalkRow } from './rows.ts';
import { useTalk } from './talk-face.ts';
import { talkWords } from './talk-words.ts';

export interface TalkRowViewProps {
  readonly row: TalkRow;
  readonly isContinued: boolean;
  readonly active: EntryId | undefined;
  readonly found: EntryId | undefined;
}

export class TalkRowView extends Component<TalkRowViewProps> {
  override shouldComponentUpdate(next: TalkRowViewProps): boolean {
    const { row, isContinued, active, found } = this.props;
    return (
      row !== next.row || isContinued !== next.isContinued || active !== next.active || found !== next.found
    );
  }

  override render() {
    const { row, isContinued, active, found } = this.props;
    switch (row.kind) {
      case 'day':
        return <Day dayMs={row.dayMs} />;
      case 'new':
        return <NewLine />;
      case 'notice':
        return <NoticeRow notice={row.notice} />;
      default:
        return <MessageGroup group={row} isContinued={isContinued} active={active} found={found} />;
    }
  }
}

const DAY_MS = 86_400_000;

function Day({ dayMs }: { readonly dayMs: number }) {
  const say = useSay();
  const locale = useLocale();
  const isDay = (atMs: number) => new Date(dayMs).toDateString() === new Date(atMs).toDateString();
  const name = isDay(Date.now())
    ? say(talkWords.today)
    : isDay(Date.now() - DAY_MS)
      ? say(talkWords.yesterday)
      : formatDay(locale, dayMs, Date.now());
  return (
    <h3 class="flex items-center gap-3 pt-3 font-ui text-small font-normal text-ink-3">
      <span class="h-px flex-1 bg-line" aria-hidden="true" />
      {name}
      <span class="h-px flex-1 bg-line" aria-hidden="true" />
    </h3>
  );
}

/** Where reading goes on. */
function NewLine() {
  const say = useSay();
  return (
    <p class="flex items-center gap-3 pt-3 text-small font-semibold text-you-ink">
      <span class="h-px flex-1 bg-you" aria-hidden="true" />
      {say(talkWords.new)}
    </p>
  );
}

const ICONS: Readonly<Record<Notice['what'], IconName>> = {
  gap: 'refresh',
  fork: 'alert',
  forged: 'alert',
  timer: 'clock',
};

function NoticeRow({ notice }: { readonly notice: Notice }) {
  const { model } = useTalk();
  const dye = model.authors.value.get(notice.by)?.mark.dye;
  return (
    <p data-dye={dye} class="flex items-start gap-2 pt-3 ps-12.5 text-small text-ink-2">
      <span class="mt-px text-dye-ink">
        <Icon name={ICONS[notice.what]} size={16} />
      </span>
      <NoticeText notice={notice} />
    </p>
  );
}

function NoticeText({ notice }: { readonly notice: Notice }) {
  const say = useSay();
  const locale = useLocale();
  const { model } = useTalk();
  const name = useNames(model)(notice.by, notice.by === model.self);
  switch (notice.what) {
    case 'gap':
      return <span>{say(talkWords.gap, { name, n: notice.count })}</span>;
    case 'fork':
      return <span>{say(talkWords.fork, { name })}</span>;
    case 'forged':
      return <span>{say(talkWords.forged, { name, n: notice.count })}</span>;
    default:
      return notice.ms === 0 ? (
        <span>{say(talkWords.timerOff, { name })}</span>
      ) : (
        <span>{say(talkWords.timerOn, { name, time: formatDuration(locale, notice.ms) })}</span>
      );
  }
}
