// Choosing files or a whole folder by the system's own dialogs.

import type { ComponentChild } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useSay } from '../../../ui/locale.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { useRoomFace } from '../../room-face.tsx';
import { takeChosen, type Taken } from '../../../platform/files/dropped-files.ts';
import type { Sharing } from './share-files.ts';
import { spaceWords } from './space-words.ts';

export interface ShareProps {
  readonly onFiles: (taken: Taken) => void;
}

export function ShareButtons({ onFiles }: ShareProps) {
  const say = useSay();
  return (
    <div class="flex shrink-0 items-center gap-1">
      {canChooseFolders() ? (
        <Chooser
          onFiles={onFiles}
          ofFolder
          opener={(open) => (
            <Button kind="quiet" icon="folder" iconOnly label={say(spaceWords.shareFolder)} onClick={open} />
          )}
        />
      ) : null}
      <Chooser
        onFiles={onFiles}
        opener={(open) => (
          <Button icon="plus" onClick={open}>
            {say(spaceWords.share)}
          </Button>
        )}
      />
    </div>
  );
}

interface MoreToShareProps {
  readonly onRead: Sharing['offerRead'];
  /** Where no button for folders stands beside it. */
  readonly onFolder?: ShareProps['onFiles'];
}

/** A folder, and the page itself: whoever gets its file needs nothing else to open it. */
export function MoreToShare({ onRead, onFolder }: MoreToShareProps) {
  const say = useSay();
  const { ownFile } = useRoomFace();
  const kith: readonly MenuItem[] = ownFile
    ? [{ id: 'kith', label: say(spaceWords.shareKith), icon: 'files', onSelect: () => onRead(ownFile) }]
    : [];
  const menu = (items: readonly MenuItem[]) =>
    items.length === 0 ? null : <Menu label={say(spaceWords.moreToShare)} align="end" items={items} />;
  if (!onFolder || !canChooseFolders()) return menu(kith);
  return (
    <Chooser
      onFiles={onFolder}
      ofFolder
      opener={(open) =>
        menu([{ id: 'folder', label: say(spaceWords.shareFolder), icon: 'folder', onSelect: open }, ...kith])
      }
    />
  );
}

/** On a phone, where nothing is dropped: the drop zone is the button. */
export function ShareCard({ onFiles }: ShareProps) {
  const say = useSay();
  return (
    <Chooser
      onFiles={onFiles}
      opener={(open) => (
        <button
          type="button"
          class="flex min-h-15 min-w-0 flex-1 items-center gap-3.5 rounded-[10px] border-[1.5px] border-dashed border-line-2 px-4 text-start"
          onClick={open}
        >
          <Icon name="upload" size={22} />
          <span class="min-w-0">
            <b class="block text-ui">{say(spaceWords.share)}</b>
            <span class="block text-small text-ink-3">{say(spaceWords.toTheirs)}</span>
          </span>
        </button>
      )}
    />
  );
}

interface ChooserProps extends ShareProps {
  readonly ofFolder?: boolean;
  readonly opener: (open: () => void) => ComponentChild;
}

function Chooser({ onFiles, ofFolder = false, opener }: ChooserProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current) field.current.webkitdirectory = ofFolder;
  }, [ofFolder]);
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles(takeChosen(currentTarget.files ?? []));
          // So that choosing the same once more is a change again.
          currentTarget.value = '';
        }}
      />
      {opener(() => field.current?.click())}
    </>
  );
}

function canChooseFolders(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype;
}
