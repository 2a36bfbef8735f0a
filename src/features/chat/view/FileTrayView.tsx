// Files that go with the next message, each with a way to take it off again; and why one could not come along.

import { MOST_ENTRIES, MOST_FOLDERS } from '../../../platform/files/dropped-files.ts';
import { Button } from '../../../ui/Button.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import type { IconName } from '../../../ui/icon-shapes.ts';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from '../api.ts';
import { FileName } from './attachments/FileName.tsx';
import { cleanFileName, mediaKindOf } from './attachments/media.ts';
import { composeWords, notSharedWords } from './compose-words.ts';
import { sizeOf, type FileTray, type FileTrouble, type ReadyFile } from './composer-state.ts';

export interface FileTrayViewProps {
  readonly tray: FileTray;
}

export function FileTrayView({ tray }: FileTrayViewProps) {
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
          return (
            <li
              key={each.id}
              class="flex max-w-full items-center gap-2 rounded-control border border-line ps-2.5 text-small"
            >
              <Icon name={iconOf(each)} size={16} />
              <span class="max-w-48 min-w-0">
                <FileName name={name} />
              </span>
              <span class="text-ink-3">
                {each.kind === 'preparing'
                  ? say(composeWords.preparing)
                  : formatBytes(
                      locale,
                      each.kind === 'ready' ? each.file.bytes.byteLength : sizeOf(each.files),
                    )}
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
      {files.some(mayTellPlace) ? (
        <p class="mt-1 flex items-start gap-1.5 text-small text-caution">
          <Icon name="pin" size={14} />
          {say(composeWords.mayTellPlace)}
        </p>
      ) : null}
      {trouble ? <Trouble trouble={trouble} /> : null}
    </div>
  );
}

function iconOf(each: ReadyFile): IconName {
  if (each.kind === 'large') return each.isFolder ? 'folder' : 'file';
  return each.kind === 'ready' && mediaKindOf(each.file) === 'picture' ? 'image' : 'file';
}

/** What is shared goes as it is. */
function mayTellPlace(each: ReadyFile): boolean {
  if (each.kind === 'large') return each.files.some(({ file }) => /^(?:image|video)\//.test(file.type));
  return each.kind === 'ready' && each.file.mayTellPlace === true;
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
          : trouble.kind === 'left-out'
            ? say(composeWords.leftOut, { n: MOST_ENTRIES, depth: MOST_FOLDERS })
            : say(trouble.kind === 'full' ? composeWords.full : notSharedWords[trouble.why])}
    </p>
  );
}
