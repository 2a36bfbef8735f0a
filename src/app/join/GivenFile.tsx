// A file with a link, an invitation or an answer in it: chosen, dropped, or pasted; or a picture of its code. Read as
// text, and never opened.

import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Clock } from '../../primitives/clock.ts';
import { err, type Result } from '../../primitives/result.ts';
import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../ui/locale.tsx';
import type { Words } from '../../ui/words.ts';
import { useShell } from '../shell.tsx';
import { appWords } from '../words.ts';
import { inputWords } from './words.ts';

/** The text of a file of Kith is short; more is not read. */
const MAX_FILE_BYTES = 8_192;

/** What stands in it; '' for what is no text of Kith. */
export type OnText = (text: string) => void;

export interface OpenFileProps {
  readonly onText: OnText;
  /** Without it a picture is no text of Kith. */
  readonly onPicture?: ((file: File) => void) | undefined;
}

/** The button that asks the system for one. */
export function OpenFile({ onText, onPicture }: OpenFileProps) {
  const say = useSay();
  const field = useRef<HTMLInputElement>(null);
  const isShown = useIsShown();
  return (
    <>
      <input
        ref={field}
        type="file"
        accept=".kith,text/plain"
        hidden
        onChange={({ currentTarget }) => {
          read(currentTarget.files, (text) => (isShown() ? onText(text) : undefined), onPicture);
          // So that choosing the same once more is a change again.
          currentTarget.value = '';
        }}
      />
      <Button size="small" icon="file" onClick={() => field.current?.click()}>
        {say(inputWords.openFile)}
      </Button>
    </>
  );
}

export interface GivenListener {
  text(text: string): void;
  /** Why there is no text in a picture. */
  problem(sentence: Words): void;
}

export interface GivenFiles {
  /** Files that are dropped on it or pasted into it are read. */
  readonly target: RefObject<HTMLFormElement | null>;
  readonly isReading: boolean;
  readonly givePicture: (file: File) => void;
  /** What is being read is wanted no more. */
  readonly forget: () => void;
}

export function useGivenFiles(on: GivenListener): GivenFiles {
  const { clock } = useShell();
  const target = useRef<HTMLFormElement>(null);
  const newest = useRef<File | undefined>(undefined);
  const [isReading, setReading] = useState(false);

  async function givePicture(file: File): Promise<void> {
    newest.current = file;
    setReading(true);
    const given = await readPicture(clock, file);
    if (newest.current !== file) return;
    forget();
    if (given.ok) latest.current.on.text(given.value);
    else latest.current.on.problem(given.error);
  }

  function forget(): void {
    newest.current = undefined;
    setReading(false);
  }

  const latest = useRef({ on, givePicture });
  latest.current = { on, givePicture };
  useEffect(() => {
    const giving = new AbortController();
    const { signal } = giving;
    const take = (event: Event, files: FileList | undefined) => {
      if (!files || files.length === 0) return;
      event.preventDefault();
      const { on: listener, givePicture: give } = latest.current;
      read(
        files,
        (text) => (signal.aborted ? undefined : listener.text(text)),
        (file) => void give(file),
      );
    };
    const element = target.current;
    element?.addEventListener('dragover', (event) => event.preventDefault(), { signal });
    element?.addEventListener('drop', (event) => take(event, event.dataTransfer?.files), { signal });
    element?.addEventListener('paste', (event) => take(event, event.clipboardData?.files), { signal });
    return () => {
      newest.current = undefined;
      giving.abort();
    };
  }, []);
  return { target, isReading, givePicture: (file) => void givePicture(file), forget };
}

/** Whether the component is on the page still: reading a file takes a moment. */
function useIsShown(): () => boolean {
  const shown = useRef(true);
  useEffect(
    () => () => {
      shown.current = false;
    },
    [],
  );
  return () => shown.current;
}

/** The code in it, or why there is none; how pictures are read comes when one is given. */
async function readPicture(clock: Clock, file: File): Promise<Result<string, Words>> {
  try {
    const [{ readGiven }, { scanProblemWords }] = await Promise.all([
      import('../invite/read-given.ts'),
      import('../invite/scan-words.ts'),
    ]);
    const given = await readGiven(clock, file);
    return given.ok ? given : err(scanProblemWords[given.error]);
  } catch {
    return err(appWords.incompleteText);
  }
}

function read(files: FileList | null, onText: OnText, onPicture?: (file: File) => void): void {
  const [file] = files ?? [];
  if (!file) return;
  if (onPicture && file.type.startsWith('image/')) return onPicture(file);
  if (file.size > MAX_FILE_BYTES) return onText('');
  void file.text().then(onText, () => onText(''));
}
