// The field that takes a link or six words. Says what is wrong below it; a wrong word is mended with one press.

import { useState } from 'preact/hooks';
import type { RoomLink } from '../../room/room-link.ts';
import type { WrongWord } from '../../room/room-code.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useSay } from '../../ui/locale.tsx';
import { ScanDialog } from '../invite/parts.tsx';
import { useShell } from '../shell.tsx';
import { OpenFile, useGivenFiles } from './GivenFile.tsx';
import {
  readGivenText,
  readJoinInput,
  replaceWord,
  type InputProblem,
  type JoinInput,
} from './join-input.ts';
import { inputWords } from './words.ts';

export interface JoinFormProps {
  readonly onRoom: (link: RoomLink) => void;
  readonly initialText?: string;
  readonly takesFocus?: boolean;
}

export function JoinForm({ onRoom, initialText = '', takesFocus = false }: JoinFormProps) {
  const say = useSay();
  const { navigation } = useShell();
  const [text, setText] = useState(initialText);
  const [problem, setProblem] = useState<InputProblem | undefined>(undefined);
  const [isScanning, scan] = useState(false);

  function follow(input: JoinInput): void {
    files.forget();
    if (input.kind === 'room') onRoom(input.link);
    else if (input.kind === 'meeting') navigation.go(input.route);
    else setProblem(input.problem);
  }

  const read = (typed: string) => follow(readJoinInput(typed));
  const readFile = (given: string) => follow(readGivenText(given));
  const files = useGivenFiles({
    text: readFile,
    problem: (sentence) => setProblem({ sentence, values: {}, wrong: [] }),
  });
  const shown = files.isReading ? undefined : problem;

  function mend(wrong: WrongWord, by: string): void {
    const mended = replaceWord(text, wrong, by);
    setText(mended);
    const input = readJoinInput(mended);
    // The last wrong word mended: the person still presses Join.
    setProblem(input.kind === 'problem' ? input.problem : undefined);
  }

  return (
    <>
      <form
        ref={files.target}
        onSubmit={(event) => {
          event.preventDefault();
          read(text);
        }}
      >
        <TextField
          label={say(inputWords.label)}
          placeholder={say(inputWords.placeholder)}
          value={text}
          autoFocus={takesFocus}
          spellCheck={false}
          maxLength={4096}
          error={shown && say(shown.sentence, shown.values)}
          onInput={(typed) => {
            setText(typed);
            files.forget();
            setProblem(undefined);
          }}
          onEnter={() => read(text)}
          trailing={
            <>
              <Button
                kind="quiet"
                size="small"
                icon="scan"
                iconOnly
                label={say(inputWords.scan)}
                onClick={() => scan(true)}
              />
              <Button kind="quiet" size="small" type="submit">
                {say(inputWords.go)}
              </Button>
            </>
          }
        />
        {shown && shown.wrong.length > 0 ? <Suggestions wrong={shown.wrong} onPick={mend} /> : null}
        <div class="mt-2 flex flex-wrap gap-2">
          <OpenFile onText={readFile} onPicture={files.givePicture} />
        </div>
        <output class="mt-2 block text-small text-ink-2 empty:hidden">
          {files.isReading ? say(inputWords.readingPicture) : null}
        </output>
      </form>
      {isScanning ? (
        <ScanDialog
          onText={read}
          onClose={() => {
            scan(false);
            setProblem(undefined);
          }}
          problem={problem && say(problem.sentence, problem.values)}
        />
      ) : null}
    </>
  );
}

interface SuggestionsProps {
  readonly wrong: readonly WrongWord[];
  readonly onPick: (wrong: WrongWord, by: string) => void;
}

function Suggestions({ wrong, onPick }: SuggestionsProps) {
  const say = useSay();
  return (
    <ul class="mt-2 grid gap-2">
      {wrong
        .filter((word) => word.suggestions.length > 0)
        .map((word) => (
          <li key={word.position} class="flex flex-wrap items-center gap-2">
            <span class="text-small text-ink-2">{say(inputWords.suggestions, { word: word.word })}</span>
            {word.suggestions.map((suggestion) => (
              <Button key={suggestion} size="small" onClick={() => onPick(word, suggestion)}>
                <span lang="en">{suggestion}</span>
              </Button>
            ))}
          </li>
        ))}
    </ul>
  );
}
