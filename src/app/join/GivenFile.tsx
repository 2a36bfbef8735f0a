// A file with a link, an invitation or an answer in it: chosen, dropped, or pasted; or a picture of its code, dropped or
// pasted. Read as text, and never opened.

import { useEffect, useRef } from 'preact/hooks';
import type { Clock } from '../../primitives/clock.ts';
import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../ui/locale.tsx';
import { useShell } from '../shell.tsx';
import { inputWords } from './words.ts';

/** The text of a file of Kith is short; more is not read. */
const MAX_FILE_BYTES = 8_192;

/** What stands in it; '' for what is no text of Kith, and no picture of one. */
export type OnText = (text: string) => void;

/** The button that asks the system for one. */
export function OpenFile({ onText }: { readonly onText: OnText }) {
  const say = useSay();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        accept=".kith,text/plain"
        hidden
        onChange={({ currentTarget }) => {
          read(currentTarget.files, onText);
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

/** Files that are dropped on the element or pasted into it. */
export function useGivenFiles(onText: OnText) {
  const { clock } = useShell();
  const target = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const giving = new AbortController();
    const { signal } = giving;
    const take = (event: Event, files: FileList | undefined) => {
      if (!files || files.length === 0) return;
      event.preventDefault();
      const [file] = files;
      if (file?.type.startsWith('image/')) void readPicture(clock, file).then(onText);
      else read(files, onText);
    };
    const element = target.current;
    element?.addEventListener('dragover', (event) => event.preventDefault(), { signal });
    element?.addEventListener('drop', (event) => take(event, event.dataTransfer?.files), { signal });
    element?.addEventListener('paste', (event) => take(event, event.clipboardData?.files), { signal });
    return () => giving.abort();
  }, [clock, onText]);
  return target;
}

/** The code in it. */
async function readPicture(clock: Clock, file: File): Promise<string> {
  const codes = await import('../invite/read-given.ts').catch(() => undefined);
  const given = await codes?.readGiven(clock, file);
  return given?.ok ? given.value : '';
}

function read(files: FileList | null, onText: OnText): void {
  const [file] = files ?? [];
  if (!file) return;
  if (file.size > MAX_FILE_BYTES) return onText('');
  void file.text().then(onText, () => onText(''));
}
