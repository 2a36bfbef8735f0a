// What the room is called. Owners name it; everybody sees it over the room.

import { useState } from 'preact/hooks';
import type { Authority } from '../../../room/authority-port.ts';
import { MAX_NAME_GRAPHEMES } from '../../../room/display-name.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { useSay } from '../../../ui/locale.tsx';
import type { Acting } from './act.ts';
import { ruleWords } from './words.ts';

export interface RoomTitleProps {
  readonly authority: Authority;
  readonly acting: Acting;
}

export function RoomTitle({ authority, acting }: RoomTitleProps) {
  const say = useSay();
  const { title = '' } = authority.charter.value;
  const [typed, type] = useState<string | undefined>();
  const wanted = typed?.trim();
  const isNews = wanted !== undefined && wanted !== title;
  const save = async () => {
    if (!isNews || acting.isBusy) return;
    const isDone = await acting.act(() => authority.setTitle(wanted === '' ? undefined : wanted));
    if (isDone) type(undefined);
  };
  return (
    <TextField
      label={say(ruleWords.roomTitle)}
      hint={say(ruleWords.roomTitleText)}
      value={typed ?? title}
      maxLength={MAX_NAME_GRAPHEMES}
      onInput={type}
      onEnter={() => void save()}
      trailing={
        isNews ? (
          <Button
            size="small"
            label={say(ruleWords.saveTitle)}
            busy={acting.isBusy}
            onClick={() => void save()}
          >
            {say(ruleWords.save)}
          </Button>
        ) : undefined
      }
    />
  );
}
