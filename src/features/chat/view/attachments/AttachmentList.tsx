// Files of a message: pictures to be looked at, sounds and films to be played, everything else to be saved.

import { useState } from 'preact/hooks';
import { saveFile } from '../../../../platform/save-file.ts';
import { Button } from '../../../../ui/Button.tsx';
import { formatBytes, formatPercent } from '../../../../ui/format.ts';
import { Icon } from '../../../../ui/Icon.tsx';
import type { IconName } from '../../../../ui/icon-shapes.ts';
import { useLocale, useSay } from '../../../../ui/locale.tsx';
import type { Attachment, BlobState } from '../../api.ts';
import { useTalk } from '../talk-face.ts';
import { talkWords } from '../talk-words.ts';
import { FileName } from './FileName.tsx';
import { HeldPicture } from './HeldPicture.tsx';
import { cleanFileName, mediaKindOf, type MediaKind } from './media.ts';
import { PictureImage } from './PictureImage.tsx';
import { useAttachment } from './use-attachment.ts';
import { usePicture } from './use-picture.ts';

export function AttachmentList({ attachments }: { readonly attachments: readonly Attachment[] }) {
  const pictures = attachments.filter((each) => mediaKindOf(each) === 'picture');
  return (
    <div class="mt-1.5 flex flex-wrap gap-2">
      {attachments.map((attachment, index) => (
        <AttachmentView key={`${attachment.hash}-${index}`} attachment={attachment} pictures={pictures} />
      ))}
    </div>
  );
}

interface AttachmentProps {
  readonly attachment: Attachment;
  /** All of the message, to leaf through. */
  readonly pictures: readonly Attachment[];
}

function AttachmentView({ attachment, pictures }: AttachmentProps) {
  const kind = mediaKindOf(attachment);
  if (kind === 'picture') return <Picture attachment={attachment} pictures={pictures} />;
  if (kind === 'file') return <FileCard attachment={attachment} kind={kind} />;
  return <Player attachment={attachment} kind={kind} />;
}

function Picture({ attachment, pictures }: AttachmentProps) {
  const locale = useLocale();
  const face = useTalk();
  const picture = usePicture(attachment);
  const [isBroken, setBroken] = useState(false);
  const name = cleanFileName(attachment.name);
  if (isBroken || !picture.url) return <FileCard attachment={attachment} kind="picture" />;
  if (picture.isHeld) return <HeldPicture picture={picture} attachment={attachment} />;
  const show = () => {
    const index = Math.max(0, pictures.indexOf(attachment));
    face.pictures.value = { all: pictures, index };
  };
  return (
    <figure class="max-w-full">
      <PictureImage
        picture={picture}
        name={name}
        alt=""
        imageClass="block max-h-72 min-h-10 max-w-full min-w-10 bg-sunk object-contain"
        onBroken={() => setBroken(true)}
        onPress={show}
      />
      <figcaption class="mt-1 flex max-w-80 gap-1 text-micro text-ink-2">
        <FileName name={name} />
        <span class="shrink-0 text-ink-3">· {formatBytes(locale, attachment.size)}</span>
      </figcaption>
    </figure>
  );
}

interface KindProps {
  readonly attachment: Attachment;
  readonly kind: MediaKind;
}

function Player({ attachment, kind }: KindProps) {
  const { url } = useAttachment(attachment);
  const [isBroken, setBroken] = useState(false);
  const say = useSay();
  const name = cleanFileName(attachment.name);
  if (!url || isBroken) return <FileCard attachment={attachment} kind={kind} isBroken={isBroken} />;
  // What people send has no captions to show.
  return (
    <div class="w-90 max-w-full">
      {kind === 'sound' ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio
          controls
          preload="metadata"
          src={url}
          aria-label={say(talkWords.fileNamed, { name })}
          class="w-full"
          onError={() => setBroken(true)}
        />
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video
          controls
          preload="metadata"
          src={url}
          aria-label={say(talkWords.fileNamed, { name })}
          class="max-h-72 w-full rounded-[8px] bg-sunk"
          onError={() => setBroken(true)}
        />
      )}
      <p class="mt-1 text-micro text-ink-2">
        <FileName name={name} />
      </p>
    </div>
  );
}

const ICONS: Readonly<Record<MediaKind, IconName>> = {
  picture: 'fileimage',
  sound: 'fileaudio',
  film: 'filevideo',
  file: 'filetext',
};

/** Also stands for what is on its way, and for what this browser cannot show. */
function FileCard({ attachment, kind, isBroken = false }: KindProps & { readonly isBroken?: boolean }) {
  const say = useSay();
  const { state, blob } = useAttachment(attachment);
  const name = cleanFileName(attachment.name);
  const caption = useCaption(attachment, state);
  return (
    <div class="flex max-w-120 min-w-64 items-center gap-3 rounded-[10px] border border-line py-2 ps-3.5 pe-2.5 text-ui">
      <Icon name={ICONS[kind]} size={22} />
      <div class="min-w-0 flex-1">
        <b class="block">
          <FileName name={name} />
        </b>
        <p class="text-small text-ink-3">{isBroken ? say(talkWords.unplayable) : caption}</p>
      </div>
      {blob ? (
        <Button
          size="small"
          label={say(talkWords.saveNamed, { name })}
          onClick={() => void saveFile({ blob, name })}
        >
          {say(talkWords.save)}
        </Button>
      ) : null}
    </div>
  );
}

function useCaption(attachment: Attachment, state: BlobState): string {
  const say = useSay();
  const locale = useLocale();
  const size = formatBytes(locale, attachment.size);
  if (state.kind === 'here') return size;
  if (state.kind === 'missing') return say(talkWords.missing, { size });
  const share = formatPercent(locale, state.of === 0 ? 0 : state.got / state.of);
  return say(talkWords.coming, { size, share });
}
