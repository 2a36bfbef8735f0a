// Large files and folders of a message. How each stands is the files' own affair: here is only where it is named.

import { formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useLocale } from '../../../ui/locale.tsx';
import type { SharedRef } from '../../file-sharing.ts';
import { useRoomFace } from '../../room-face.tsx';
import { FileName } from './attachments/FileName.tsx';
import { cleanFileName } from './attachments/media.ts';

export function SharedList({ shared }: { readonly shared: readonly SharedRef[] }) {
  const { SharedFile = Named } = useRoomFace();
  return (
    <ul class="mt-1.5 grid max-w-120 grid-cols-[minmax(0,1fr)] gap-2">
      {shared.map((file) => (
        <li key={file.id} class="min-h-16 min-w-0">
          <SharedFile file={file} />
        </li>
      ))}
    </ul>
  );
}

/** Where no space holds files, it has a name and a size. */
function Named({ file }: { readonly file: SharedRef }) {
  const locale = useLocale();
  return (
    <p class="flex items-center gap-3 rounded-[10px] border border-line px-3.5 py-2 text-ui">
      <Icon name={file.count === undefined ? 'file' : 'folder'} size={22} />
      <FileName name={cleanFileName(file.name)} />
      <span class="text-ink-3">{formatBytes(locale, file.sizeBytes)}</span>
    </p>
  );
}
