// Files that go with the next message, each with a way to take it off again; and why one could not come along.

import { Button } from '../../../ui/Button.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { useRoomFace } from '../../room-face.tsx';
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from '../api.ts';
import { FileName } from './attachments/FileName.tsx';
import { cleanFileName, mediaKindOf } from './attachments/media.ts';
import { composeWords } from './compose-words.ts';
import type { FileTray, FileTrouble } from './composer-state.ts';

export interface FileTrayViewProps {
  readonly tray: FileTray;
  /** What is said goes to everybody in the room: then what does not fit may be shared with all of them. */
  readonly isForAll: boolean;
}

export function FileTrayView({ tray, isForAll }: FileTrayViewProps) {
  const say = useSay();
  const locale = useLocale();
  const files = tray.files.value;
  const trouble = tray.trouble.value;
  if (files.length === 0 && !trouble) return null;
  return (
    <div class="pb-1.5">
      <ul class="flex flex-wrap gap-1.5">
        {files.map((each) => {
          const name = cleanFileName(each.name);
          const isPicture = each.kind === 'ready' && mediaKindOf(each.file) === 'picture';
          return (
            <li
              key={each.id}
              class="flex max-w-full items-center gap-2 rounded-control border border-line ps-2.5 text-small"
            >
              <Icon name={isPicture ? 'image' : 'file'} size={16} />
              <span class="max-w-48 min-w-0">
                <FileName name={name} />
              </span>
              <span class="text-ink-3">
                {each.kind === 'ready'
                  ? formatBytes(locale, each.file.bytes.byteLength)
                  : say(composeWords.preparing)}
              </span>
              <Button
                kind="quiet"
                size="small"
                icon="x"
                iconOnly
                label={say(composeWords.takeOff, { name })}
                onClick={() => tray.takeOff(each.id)}
              />
            </li>
          );
        })}
      </ul>
      {files.some((each) => each.kind === 'ready' && each.file.mayTellPlace) ? (
        <p class="mt-1 flex items-start gap-1.5 text-small text-caution">
          <Icon name="pin" size={14} />
          {say(composeWords.mayTellPlace)}
        </p>
      ) : null}
      {trouble ? <Trouble trouble={trouble} /> : null}
      {trouble?.kind === 'too-large' && isForAll ? <ShareLeft trouble={trouble} tray={tray} /> : null}
    </div>
  );
}

interface ShareLeftProps {
  readonly tray: FileTray;
  readonly trouble: Extract<FileTrouble, { kind: 'too-large' }>;
}

/** Only where a space takes files of any size, and only when pressed: there everybody in the room sees them. */
function ShareLeft({ tray, trouble }: ShareLeftProps) {
  const say = useSay();
  const { shareFiles } = useRoomFace();
  if (!shareFiles || trouble.left.length === 0) return null;
  const share = () => {
    tray.forgetTrouble();
    shareFiles(trouble.left);
  };
  return (
    <div class="mt-1.5">
      <Button size="small" icon="files" onClick={share}>
        {say(composeWords.shareInFiles)}
      </Button>
    </div>
  );
}

function Trouble({ trouble }: { readonly trouble: FileTrouble }) {
  const say = useSay();
  const locale = useLocale();
  const bytes = (size: number) => formatBytes(locale, size);
  return (
    <p role="alert" class="mt-1 flex items-center gap-1.5 text-small text-danger">
      <Icon name="alert" size={14} />
      {trouble.kind === 'too-large'
        ? say(composeWords.tooLarge, {
            name: cleanFileName(trouble.name),
            size: bytes(trouble.size),
            limit: bytes(MAX_ATTACHMENT_BYTES),
          })
        : trouble.kind === 'too-many'
          ? say(composeWords.tooMany, { n: MAX_ATTACHMENTS })
          : say(composeWords.full)}
    </p>
  );
}
