// A look at a file, because its person pressed for it: pictures, sounds, films and text. Nothing that a browser would run
// is ever given a type of its own; PDFs go to the browser's viewer in another tab. Loaded on first use.

import { useEffect, useState } from 'preact/hooks';
import { mayUnfoldUnasked, readPictureFacts } from '../../../media/picture-header.ts';
import { canPlay } from '../../../platform/files/can-play.ts';
import type { Playing } from '../../../platform/files/media-stream.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import type { FileRow } from '../api.ts';
import { actionWords, previewWords } from './file-words.ts';
import { previewKindOf } from './file-kind.ts';
import { shownTypeOf } from './shown-type.ts';

/** Of a text that is shown: some thousand lines. More makes a page slow and nobody reads it here. */
export const MOST_TEXT_BYTES = 256 * 1024;

/** Looked at before a picture is drawn: the sizes of what cameras make stand far before its end. */
const MOST_HEAD_BYTES = 8 * 2 ** 20;

export interface PreviewProps {
  readonly row: FileRow;
  readonly bytes: () => Promise<Blob | undefined>;
  /** For what is still arriving. */
  readonly play: () => Promise<Playing | undefined>;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

type Content =
  | { readonly kind: 'loading' | 'gone' | 'broken' | 'unplayable' }
  | { readonly kind: 'address'; readonly url: string }
  /** A picture that unfolds into more than anybody asked for, or that nobody can foresee. */
  | { readonly kind: 'held'; readonly show: () => void }
  | { readonly kind: 'text'; readonly text: string; readonly isCut: boolean };

export function Preview({ row, bytes, play, onSave, onClose }: PreviewProps) {
  const say = useSay();
  const isWhole = row.isOwn || row.state.kind === 'complete';
  const [content, setContent] = useContent(row, { bytes, play: isWhole ? undefined : play });
  return (
    <Dialog
      title={row.name}
      size="large"
      onClose={onClose}
      footer={
        isWhole ? (
          <div class="flex items-center justify-end gap-2">
            <Button icon="save" onClick={onSave}>
              {say(actionWords.save)}
            </Button>
          </div>
        ) : undefined
      }
    >
      <Shown row={row} content={content} onBroken={() => setContent({ kind: 'broken' })} />
    </Dialog>
  );
}

/** The bytes as an address or as text; the address is gone when its view is. */
function useContent(
  row: FileRow,
  { bytes, play }: Pick<PreviewProps, 'bytes'> & { readonly play: PreviewProps['play'] | undefined },
) {
  const [content, setContent] = useState<Content>({ kind: 'loading' });
  const isText = previewKindOf(row, canPlay) === 'text';
  useEffect(() => {
    let isWanted = true;
    let url: string | undefined;
    let playing: Playing | undefined;
    const begin = async (start: PreviewProps['play']) => {
      const begun = await start();
      if (!isWanted) return begun?.close();
      playing = begun;
      return setContent(begun ? { kind: 'address', url: begun.url } : { kind: 'unplayable' });
    };
    const show = async () => {
      if (play) return begin(play);
      const blob = await bytes();
      if (!blob) return setContent({ kind: 'gone' });
      if (isText) {
        const text = await blob.slice(0, MOST_TEXT_BYTES).text();
        if (isWanted) setContent({ kind: 'text', text, isCut: blob.size > MOST_TEXT_BYTES });
        return;
      }
      const draw = () => {
        if (!isWanted) return;
        url = URL.createObjectURL(blob.slice(0, blob.size, shownTypeOf(row, canPlay)));
        setContent({ kind: 'address', url });
      };
      const isHeld = previewKindOf(row, canPlay) === 'picture' && !(await isForeseen(blob));
      if (isWanted && isHeld) setContent({ kind: 'held', show: draw });
      else draw();
    };
    show().catch(() => isWanted && setContent({ kind: 'gone' }));
    return () => {
      isWanted = false;
      if (url !== undefined) URL.revokeObjectURL(url);
      playing?.close();
    };
  }, [row.id]);
  return [content, setContent] as const;
}

/** Of a moving picture each frame counts: one of which not all was read may unfold into anything. */
async function isForeseen(blob: Blob): Promise<boolean> {
  const head = new Uint8Array(await blob.slice(0, MOST_HEAD_BYTES).arrayBuffer());
  const facts = readPictureFacts(head);
  return mayUnfoldUnasked(facts) && !(facts?.isAnimated === true && blob.size > MOST_HEAD_BYTES);
}

interface ShownProps {
  readonly row: FileRow;
  readonly content: Content;
  readonly onBroken: () => void;
}

function Shown({ row, content, onBroken }: ShownProps) {
  const say = useSay();
  const { name } = row;
  switch (content.kind) {
    case 'loading':
      return <ProgressBar label={say(previewWords.loading, { name })} />;
    case 'gone':
      return <p class="text-ink-2">{say(previewWords.gone)}</p>;
    case 'broken':
      return <p class="text-ink-2">{say(previewWords.cannotShow)}</p>;
    case 'unplayable':
      return <p class="text-ink-2">{say(previewWords.unplayable)}</p>;
    case 'held':
      return (
        <div class="grid justify-items-start gap-3">
          <p class="text-ink-2">{say(previewWords.held)}</p>
          <Button icon="eye" onClick={content.show}>
            {say(previewWords.showAnyway)}
          </Button>
        </div>
      );
    case 'text':
      return <Text content={content} name={name} />;
    default:
      return <Medium row={row} url={content.url} onBroken={onBroken} />;
  }
}

interface MediumProps {
  readonly row: FileRow;
  readonly url: string;
  readonly onBroken: () => void;
}

function Medium({ row, url, onBroken }: MediumProps) {
  const say = useSay();
  const { name } = row;
  switch (previewKindOf(row, canPlay)) {
    case 'picture':
      return (
        <img
          src={url}
          alt={name}
          decoding="async"
          class="mx-auto block max-h-[70dvh] max-w-full object-contain"
          onError={onBroken}
        />
      );
    // What people send has no captions to show.
    case 'sound':
      return (
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio controls preload="metadata" src={url} aria-label={name} class="w-full" onError={onBroken} />
      );
    case 'film':
      return (
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video
          controls
          playsInline
          preload="metadata"
          src={url}
          aria-label={name}
          class="mx-auto block max-h-[70dvh] max-w-full rounded-[8px] bg-sunk"
          onError={onBroken}
        />
      );
    case 'pdf':
      return (
        <div class="grid justify-items-start gap-4">
          <p class="text-ink-2">{say(previewWords.pdf)}</p>
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            class="inline-flex min-h-9 items-center rounded-control border border-line-2 px-3.5 font-semibold text-ink no-underline hover:bg-hover touch:min-h-11"
          >
            {say(previewWords.openTab)}
          </a>
        </div>
      );
    default:
      return <p class="text-ink-2">{say(previewWords.cannotShow)}</p>;
  }
}

interface TextProps {
  readonly content: Extract<Content, { kind: 'text' }>;
  readonly name: string;
}

function Text({ content, name }: TextProps) {
  const say = useSay();
  const locale = useLocale();
  return (
    <>
      <section
        // Scrolled by keys too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={name}
        class="max-h-[65dvh] overflow-auto rounded-control bg-sunk p-3 -outline-offset-2"
      >
        <pre dir="auto" class="font-mono text-small whitespace-pre-wrap wrap-anywhere text-ink">
          {content.text}
        </pre>
      </section>
      {content.isCut ? (
        <p class="mt-2 text-small text-ink-3">
          {say(previewWords.cut, { size: formatBytes(locale, MOST_TEXT_BYTES) })}
        </p>
      ) : null}
    </>
  );
}
