// A picture itself. One that moves can be stopped, and stands from the start for whoever wants little motion (WCAG 2.2.2).

import { useEffect, useRef, useState } from 'preact/hooks';
import { useSay } from '../../../../ui/locale.tsx';
import { Icon } from '../../../../ui/Icon.tsx';
import { talkWords } from '../talk-words.ts';
import type { ShownPicture } from './use-picture.ts';

export interface PictureImageProps {
  readonly picture: ShownPicture;
  /** As shown; says what it is while nothing around it does. */
  readonly name: string;
  readonly alt: string;
  readonly imageClass: string;
  readonly onBroken?: (() => void) | undefined;
  /** Press on the picture; it is a button then. */
  readonly onPress?: (() => void) | undefined;
}

export function PictureImage({ picture, name, alt, imageClass, onBroken, onPress }: PictureImageProps) {
  const say = useSay();
  const { url, blob, facts } = picture;
  const moves = facts?.isAnimated ?? false;
  const [isStill, setStill] = useState(wantsLittleMotion);
  if (!url || !blob) return null;
  const image =
    moves && isStill ? (
      <FirstFrame blob={blob} alt={alt} class={imageClass} onBroken={onBroken} />
    ) : (
      <img src={url} alt={alt} decoding="async" class={imageClass} onError={onBroken} />
    );
  return (
    <span class="relative block w-fit max-w-full min-w-0">
      {onPress ? (
        <button
          type="button"
          class="block max-w-80 overflow-hidden rounded-[8px]"
          aria-label={say(talkWords.showPicture, { name })}
          onClick={onPress}
        >
          {image}
        </button>
      ) : (
        image
      )}
      {moves ? (
        <button
          type="button"
          aria-label={say(isStill ? talkWords.moveNamed : talkWords.stillNamed, { name })}
          class="absolute start-1.5 bottom-1.5 grid size-9 place-items-center rounded-control border border-line bg-raised text-ink touch:size-11"
          onClick={() => setStill(!isStill)}
        >
          <Icon name={isStill ? 'play' : 'pause'} size={18} />
        </button>
      ) : null}
    </span>
  );
}

function wantsLittleMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

interface FirstFrameProps extends Pick<PictureImageProps, 'alt' | 'onBroken'> {
  readonly blob: Blob;
  readonly class: string;
}

function FirstFrame({ blob, alt, onBroken, class: imageClass }: FirstFrameProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isWanted = true;
    createImageBitmap(blob).then(
      (frame) => {
        if (isWanted && canvas.current) draw(frame, canvas.current);
        frame.close();
      },
      () => {
        if (isWanted) onBroken?.();
      },
    );
    return () => {
      isWanted = false;
    };
  }, [blob]);
  // What is drawn here is a picture; an <img> would move.
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
  return <canvas ref={canvas} role="img" aria-label={alt} aria-hidden={alt === ''} class={imageClass} />;
}

/** Pixels of the longer side: what is drawn fits a screen. */
const MAX_SIDE_PX = 2_048;

function draw(frame: ImageBitmap, canvas: HTMLCanvasElement): void {
  const scale = Math.min(1, MAX_SIDE_PX / Math.max(frame.width, frame.height));
  canvas.width = Math.max(1, Math.round(frame.width * scale));
  canvas.height = Math.max(1, Math.round(frame.height * scale));
  canvas.getContext('2d')?.drawImage(frame, 0, 0, canvas.width, canvas.height);
}
