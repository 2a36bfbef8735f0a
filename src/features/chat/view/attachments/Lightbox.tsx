// A picture, as large as the window allows; the arrow keys leaf through those of the same message.

import { useEffect } from 'preact/hooks';
import { saveFile } from '../../../../platform/save-file.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Dialog } from '../../../../ui/Dialog.tsx';
import { isRightToLeft } from '../../../../ui/focus.ts';
import { formatNumber } from '../../../../ui/format.ts';
import { useLocale, useSay } from '../../../../ui/locale.tsx';
import type { Attachment } from '../../api.ts';
import { useTalk, type Pictures } from '../talk-face.ts';
import { talkWords } from '../talk-words.ts';
import { HeldPicture } from './HeldPicture.tsx';
import { cleanFileName } from './media.ts';
import { PictureImage } from './PictureImage.tsx';
import { usePicture } from './use-picture.ts';

export function Lightbox() {
  const { pictures } = useTalk();
  const shown = pictures.value;
  const attachment = shown?.all[shown.index];
  if (!shown || !attachment) return null;
  return <Shown shown={shown} attachment={attachment} />;
}

function Shown({ shown, attachment }: { readonly shown: Pictures; readonly attachment: Attachment }) {
  const { pictures } = useTalk();
  const say = useSay();
  const locale = useLocale();
  const picture = usePicture(attachment);
  const { blob } = picture;
  const name = cleanFileName(attachment.name);
  const count = shown.all.length;
  const step = (by: number) => {
    pictures.value = { ...shown, index: (shown.index + by + count) % count };
  };
  useEffect(() => {
    const leaf = (event: KeyboardEvent) => {
      if (count < 2 || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
      event.preventDefault();
      step((event.key === 'ArrowRight') === isRightToLeft(document.body) ? -1 : 1);
    };
    document.addEventListener('keydown', leaf);
    return () => document.removeEventListener('keydown', leaf);
  });
  return (
    <Dialog
      title={name}
      size="large"
      onClose={() => {
        pictures.value = undefined;
      }}
      footer={
        <div class="flex items-center gap-2">
          {count > 1 ? (
            <>
              <Button icon="left" iconOnly label={say(talkWords.previousPicture)} onClick={() => step(-1)} />
              <Button icon="right" iconOnly label={say(talkWords.nextPicture)} onClick={() => step(1)} />
              <span>
                {formatNumber(locale, shown.index + 1)} / {formatNumber(locale, count)}
              </span>
            </>
          ) : null}
          <span class="flex-1" />
          {blob ? (
            <Button icon="download" onClick={() => void saveFile({ blob, name })}>
              {say(talkWords.save)}
            </Button>
          ) : null}
        </div>
      }
    >
      <div class="flex justify-center">
        {picture.isHeld ? (
          <HeldPicture picture={picture} attachment={attachment} />
        ) : (
          <PictureImage
            key={attachment.hash}
            picture={picture}
            name={name}
            alt={name}
            imageClass="block max-h-[70dvh] max-w-full object-contain"
          />
        )}
      </div>
    </Dialog>
  );
}
