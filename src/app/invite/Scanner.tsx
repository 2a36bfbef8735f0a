// Codes from the camera, from a picture that is chosen, dropped or pasted, and files of Kith. What is found goes where
// typed text goes; what is of another app goes nowhere.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useSay } from '../../ui/locale.tsx';
import { useShell } from '../shell.tsx';
import { Camera } from './Camera.tsx';
import { judgeCode, readGiven } from './read-given.ts';
import { scanProblemWords, scanWords, type ScanProblem } from './scan-words.ts';

export interface ScannerProps {
  /** A text of Kith; another one each time, until the camera is started anew. */
  readonly onText: (text: string) => void;
  /** What was found and does: the camera is wanted no more, until it is started for the next. */
  readonly doneWith?: object | undefined;
  /** Files may be dropped on all of it. */
  readonly dropOn?: (() => HTMLElement | null) | undefined;
}

type State =
  | { readonly kind: 'idle' | 'looking' | 'reading' }
  | { readonly kind: 'failed'; readonly problem: ScanProblem };

export function Scanner({ onText, doneWith, dropOn }: ScannerProps) {
  const say = useSay();
  const { clock } = useShell();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const [isLooking, look] = useState(false);
  const before = useRef('');
  /** What is being read; nothing comes of what was given before it, or is wanted no more. */
  const newest = useRef<Blob | undefined>(undefined);
  const own = useRef<HTMLDivElement>(null);
  const chooser = useRef<HTMLInputElement>(null);

  function found(text: string): void {
    if (text === before.current) return;
    before.current = text;
    const judged = judgeCode(text);
    newest.current = undefined;
    setState(judged.ok ? { kind: 'idle' } : { kind: 'failed', problem: judged.error });
    if (judged.ok) onText(text);
  }

  async function give(file: Blob): Promise<void> {
    newest.current = file;
    setState({ kind: 'reading' });
    const read = await readGiven(clock, file);
    if (newest.current !== file) return;
    newest.current = undefined;
    setState(read.ok ? { kind: 'idle' } : { kind: 'failed', problem: read.error });
    if (read.ok) onText(read.value);
  }

  function toggle(isOn: boolean): void {
    before.current = '';
    newest.current = undefined;
    setState({ kind: 'idle' });
    look(isOn);
  }

  const latest = useRef(give);
  latest.current = give;
  useEffect(() => {
    const stop = takeFiles(dropOn?.() ?? own.current, (file) => void latest.current(file));
    return () => {
      newest.current = undefined;
      stop();
    };
  }, []);
  // Before the next paint: what is given from then on counts.
  useLayoutEffect(() => {
    if (doneWith === undefined) return;
    newest.current = undefined;
    look(false);
    setState({ kind: 'idle' });
  }, [doneWith]);
  return (
    <div ref={own} class="grid gap-3">
      {isLooking ? (
        <>
          <Camera
            onCode={found}
            onEnd={(why) => {
              look(false);
              if (why !== 'hidden') setState({ kind: 'failed', problem: why });
            }}
          />
          <p class="text-small text-ink-2">{say(scanWords.looking)}</p>
        </>
      ) : null}
      <div class="flex flex-wrap gap-2">
        <Button icon="scan" onClick={() => toggle(!isLooking)}>
          {say(isLooking ? scanWords.stop : scanWords.start)}
        </Button>
        <Button icon="image" busy={state.kind === 'reading'} onClick={() => chooser.current?.click()}>
          {say(scanWords.picture)}
        </Button>
        <input
          ref={chooser}
          type="file"
          accept="image/*,.kith"
          hidden
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) void give(file);
            // So that choosing the same once more is a change again.
            currentTarget.value = '';
          }}
        />
      </div>
      <output class="text-small text-ink-2 empty:hidden">
        {state.kind === 'reading' ? say(scanWords.reading) : null}
      </output>
      {state.kind === 'failed' ? (
        <p role="alert" class="text-small text-danger">
          {say(scanProblemWords[state.problem])}
        </p>
      ) : null}
    </div>
  );
}

export interface ScanDialogProps {
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
  /** What is wrong with the text that was found last. */
  readonly problem: string | undefined;
}

/** Where there is no field beside it. */
export function ScanDialog({ onText, onClose, problem }: ScanDialogProps) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  return (
    <Dialog title={say(scanWords.title)} size="small" onClose={onClose}>
      <div ref={place} class="grid gap-4">
        <p class="text-base text-ink-2">{say(scanWords.intro)}</p>
        <Scanner onText={onText} dropOn={() => place.current} />
        {problem === undefined ? null : (
          <p role="alert" class="text-small text-danger">
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** Files dropped on `target`, and pictures pasted anywhere while it is shown; pasted text is left to its field. */
function takeFiles(target: HTMLElement | null, take: (file: File) => void): () => void {
  const taking = new AbortController();
  const { signal } = taking;
  target?.addEventListener('dragover', (event) => event.preventDefault(), { signal });
  target?.addEventListener(
    'drop',
    (event) => {
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file) take(file);
    },
    { signal },
  );
  document.addEventListener(
    'paste',
    (event) => {
      const [file] = event.clipboardData?.files ?? [];
      if (!file) return;
      event.preventDefault();
      take(file);
    },
    { signal },
  );
  return () => taking.abort();
}
