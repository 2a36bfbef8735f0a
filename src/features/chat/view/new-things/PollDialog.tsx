// A question to everybody, with up to ten choices.

import { useState } from 'preact/hooks';
import { Button } from '../../../../ui/Button.tsx';
import { Dialog } from '../../../../ui/Dialog.tsx';
import { TextField } from '../../../../ui/Field.tsx';
import { useSay } from '../../../../ui/locale.tsx';
import { Switch } from '../../../../ui/Switch.tsx';
import { MAX_POLL_OPTIONS, MAX_POLL_TEXT_LENGTH } from '../../api.ts';
import { composeWords } from '../compose-words.ts';
import { useTalk } from '../talk-face.ts';
import { talkWords } from '../talk-words.ts';

const LEAST_OPTIONS = 2;

export function PollDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { act } = useTalk();
  const [question, setQuestion] = useState('');
  const [options, setOptions] = useState<readonly string[]>(['', '']);
  const [multiple, setMultiple] = useState(false);
  const given = options.map((option) => option.trim()).filter((option) => option !== '');
  const isReady = question.trim() !== '' && new Set(given).size >= LEAST_OPTIONS;
  const ask = () => {
    if (!isReady) return;
    act({ kind: 'poll', question: question.trim(), options: Array.from(new Set(given)), multiple });
    onClose();
  };
  return (
    <Dialog
      title={say(composeWords.pollTitle)}
      size="small"
      onClose={onClose}
      footer={
        <div class="flex items-center gap-3">
          <span class="flex-1">{say(talkWords.pollHint)}</span>
          <Button kind="primary" disabled={!isReady} onClick={ask}>
            {say(composeWords.ask)}
          </Button>
        </div>
      }
    >
      <div class="grid gap-3">
        <TextField
          label={say(composeWords.question)}
          value={question}
          maxLength={MAX_POLL_TEXT_LENGTH}
          autoFocus
          onInput={setQuestion}
        />
        {options.map((option, index) => (
          <TextField
            key={index}
            label={say(composeWords.option, { n: index + 1 })}
            value={option}
            maxLength={MAX_POLL_TEXT_LENGTH}
            onInput={(text) => setOptions(options.with(index, text))}
            onEnter={ask}
          />
        ))}
        {options.length < MAX_POLL_OPTIONS ? (
          <div>
            <Button kind="soft" icon="plus" onClick={() => setOptions([...options, ''])}>
              {say(composeWords.addOption)}
            </Button>
          </div>
        ) : null}
        <Switch label={say(composeWords.several)} checked={multiple} onChange={setMultiple} />
      </div>
    </Dialog>
  );
}
