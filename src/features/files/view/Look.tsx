// What a file looks like before it is here: the small picture that came with its offer, if it is one, else its kind. What
// others sent is looked at before a browser decodes it: a small JPEG and nothing else.

import { useEffect, useState } from 'preact/hooks';
import { readPictureFacts } from '../../../media/picture-header.ts';
import type { Bytes } from '../../../primitives/bytes.ts';
import { Icon } from '../../../ui/Icon.tsx';
import type { FileRow } from '../api.ts';
import { iconOf } from './file-kind.ts';

/** Pixels of a side: what an honest page makes is smaller (platform/files/picture-look.ts). */
const MOST_SIDE = 128;

export interface LookProps {
  readonly row: Pick<FileRow, 'name' | 'mimeType' | 'look'>;
  /** Of the icon, pixels; the picture is somewhat larger. */
  readonly size: number;
}

export function Look({ row, size }: LookProps) {
  const [isBroken, setBroken] = useState(false);
  const url = useAddress(isBroken ? undefined : row.look);
  if (url === undefined) return <Icon name={iconOf(row)} size={size} />;
  const side = size + 10;
  return (
    <img
      src={url}
      // Its name stands beside it.
      alt=""
      width={side}
      height={side}
      decoding="async"
      class="block max-w-none rounded-[4px] bg-sunk object-cover"
      style={{ width: `${side}px`, height: `${side}px`, margin: `-5px` }}
      onError={() => setBroken(true)}
    />
  );
}

function useAddress(look: Bytes | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!look || !isSmallPicture(look)) return undefined;
    const made = URL.createObjectURL(new Blob([look], { type: 'image/jpeg' }));
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [look]);
  return url;
}

/** JPEG by its first bytes, and by its head no larger than what is shown. */
export function isSmallPicture(look: Bytes): boolean {
  if (look[0] !== 0xff || look[1] !== 0xd8) return false;
  const facts = readPictureFacts(look);
  return facts !== undefined && Math.max(facts.width, facts.height) <= MOST_SIDE;
}
