// The files space: where files are put in, the one in focus, and the list of all.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Button } from '../../../ui/Button.tsx';
import { DropArea } from '../../../ui/DropArea.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { SpaceHeader } from '../../../ui/SpaceHeader.tsx';
import { useRoomFace } from '../../room-face.tsx';
import type { FileId, FileRow, FilesModel } from '../api.ts';
import { filesWords } from '../words.ts';
import { FileRowView } from './FileRowView.tsx';
import { factsIn, FilesFaceProvider, useFiles, type FilesFace } from './files-face.tsx';
import { FocusFile } from './FocusFile.tsx';
import { FolderRow } from './FolderRow.tsx';
import { focusOf, groupRows } from './grouping.ts';
import { Offers, Ready, TakenFrom } from './Bundles.tsx';
import { PlaceRefused, Problems, ShareRest } from './Problems.tsx';
import { MoreToShare, ShareButtons, ShareCard } from './ShareButtons.tsx';
import { useSharing } from './share-files.ts';
import { spaceWords } from './space-words.ts';
import { useActions } from './use-actions.tsx';
import { useFileNews } from './use-file-news.ts';
import { useKeptFocus } from './use-kept-focus.ts';

/** Rows of the list at first, and more with each press. */
const STEP = 100;

export function FilesView({ model }: { readonly model: FilesModel }) {
  const say = useSay();
  const locale = useLocale();
  const tongue = useMemo(() => ({ say, locale }), [say, locale]);
  const chosen = model.chosen.value;
  const choose = (id: FileId | undefined) => void (model.chosen.value = id);
  const { problems, asked, offer, takeIn, offerRead, dismiss } = useSharing(model);
  const { act, savedAs, dialogs, isPlaceRefused, forgetRefusal } = useActions(model, tongue);
  const rows = model.rows.value;
  const place = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useLooking(model);
  useFileNews(rows, tongue);
  useKeptFocus(place, title);
  const factsOf = (row: FileRow) => factsIn(model, row);
  const face: FilesFace = { model, tongue, act, savedAs, factsOf, choose };
  return (
    <FilesFaceProvider value={face}>
      <section ref={place} class="flex h-full min-h-0 flex-col" aria-label={say(filesWords.title)}>
        <div class="max-md:hidden">
          <SpaceHeader
            title={say(filesWords.title)}
            text={say(spaceWords.honest)}
            actions={
              <>
                <ShareButtons onFiles={offer} />
                <MoreToShare onRead={offerRead} />
              </>
            }
          />
        </div>
        <h2 class="sr-only md:hidden">{say(filesWords.title)}</h2>
        <Problems problems={problems} onDismiss={dismiss} />
        {isPlaceRefused ? <PlaceRefused onDismiss={forgetRefusal} /> : null}
        <DropArea label={say(spaceWords.letGo)} onTransfer={takeIn}>
          <div class="min-h-0 flex-1 overflow-y-auto px-6 pt-4 pb-6 max-md:px-4 max-md:pt-3.5">
            <h3 ref={title} tabIndex={-1} class="sr-only">
              {say(spaceWords.list)}
            </h3>
            <DropHere />
            <div class="mb-1.5 flex items-center gap-1 md:hidden">
              <ShareCard onFiles={offer} />
              <MoreToShare onRead={offerRead} onFolder={offer} />
            </div>
            <FileList rows={rows} chosen={chosen} />
          </div>
        </DropArea>
        {asked ? <ShareRest asked={asked} /> : null}
        {dialogs}
      </section>
    </FilesFaceProvider>
  );
}

/** Figures move while the space is looked at, and nothing in it counts as new. */
function useLooking(model: FilesModel): void {
  useEffect(() => watchWhileVisible(model), [model]);
  useEffect(() => () => void (model.chosen.value = undefined), [model]);
  const unread = model.unread.value;
  useEffect(() => {
    const see = () => {
      if (document.visibilityState === 'visible' && model.unread.peek() > 0) model.markSeen();
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [model, unread]);
}

/** A page in the background is looked at by nobody: what comes meanwhile is news. */
function watchWhileVisible(model: FilesModel): () => void {
  let stop: (() => void) | undefined;
  const follow = () => {
    stop?.();
    stop = document.visibilityState === 'visible' ? model.watch() : undefined;
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    stop?.();
  };
}

/** Where a pointer lets go; on a phone {@link ShareCard} stands here. */
function DropHere() {
  const { say } = useFiles().tongue;
  const { title } = useRoomFace();
  return (
    <div class="flex min-h-16 items-center gap-3.5 rounded-[10px] border-[1.5px] border-dashed border-line-2 px-4.5 py-2 text-base mb-1.5 max-md:hidden">
      <Icon name="upload" size={22} />
      <p>
        <b>{say(spaceWords.dropHere)}</b> {say(spaceWords.toOffer, { room: title })}{' '}
        <span class="text-ink-3">{say(spaceWords.keepUsing)}</span>
      </p>
    </div>
  );
}

interface FileListProps {
  readonly rows: readonly FileRow[];
  readonly chosen: FileId | undefined;
}

function FileList({ rows, chosen }: FileListProps) {
  const { say } = useFiles().tongue;
  const [most, setMost] = useState(STEP);
  const focus = focusOf(rows, chosen);
  const items = groupRows(rows.filter((row) => row !== focus || row.folders.length > 0));
  const hidden = items.length - most;
  if (rows.length === 0) {
    return (
      <div class="pt-12">
        <EmptyState
          icon="files"
          title={say(spaceWords.emptyTitle)}
          text={say(spaceWords.emptyText)}
          centered
        />
      </div>
    );
  }
  return (
    <>
      {focus ? <FocusFile key={focus.id} row={focus} isChosen={focus.id === chosen} /> : null}
      <Offers rows={rows} />
      <Ready rows={rows} />
      <TakenFrom rows={rows} />
      <ul aria-label={say(spaceWords.list)} class="[&>li:last-child>div:last-child]:border-b-0">
        {items.slice(0, most).map((item) => (
          <li key={item.key}>
            {item.kind === 'file' ? <FileRowView row={item.row} /> : <FolderRow folder={item} />}
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <div class="py-3">
          <Button kind="soft" onClick={() => setMost(most + STEP)}>
            {say(spaceWords.showMore, { n: Math.min(STEP, hidden) })}
          </Button>
        </div>
      ) : null}
    </>
  );
}
