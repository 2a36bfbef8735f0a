// In place of a picture that could take more memory than the device has: how large it is, and a button that shows it.

import { Button } from '../../../../ui/Button.tsx';
import { formatBytes } from '../../../../ui/format.ts';
import { Icon } from '../../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../../ui/locale.tsx';
import type { Attachment } from '../../api.ts';
import { talkWords } from '../talk-words.ts';
import { FileName } from './FileName.tsx';
import { cleanFileName } from './media.ts';
import type { ShownPicture } from './use-picture.ts';

export interface HeldPictureProps {
  readonly picture: ShownPicture;
  readonly attachment: Attachment;
}

export function HeldPicture({ picture, attachment }: HeldPictureProps) {
  const say = useSay();
  const locale = useLocale();
  const { facts, ask } = picture;
  const name = cleanFileName(attachment.name);
  const megapixels = facts === undefined ? undefined : Math.ceil((facts.width * facts.height) / 1_000_000);
  return (
    <div class="flex max-w-120 min-w-64 items-center gap-3 rounded-[10px] border border-line py-2 ps-3.5 pe-2.5 text-ui">
      <Icon name="fileimage" size={22} />
      <div class="min-w-0 flex-1">
        <b class="block">
          <FileName name={name} />
        </b>
        <p class="text-small text-ink-3">
          {formatBytes(locale, attachment.size)} ·{' '}
          {megapixels === undefined
            ? say(talkWords.unknownPicture)
            : say(talkWords.largePicture, { n: megapixels })}
        </p>
      </div>
      <Button size="small" label={say(talkWords.showHeld, { name })} onClick={ask}>
        {say(talkWords.showAnyway)}
      </Button>
    </div>
  );
}
