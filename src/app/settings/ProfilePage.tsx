// Name and mark: what others see of this person.

import { Bead } from '../../ui/Bead.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { identityWords } from '../home/words.ts';
import { MAX_NAME_LENGTH, MAX_STATUS_LENGTH } from '../settings.ts';
import { useShell } from '../shell.tsx';
import { Section } from './Section.tsx';
import { settingsWords } from './words.ts';

export function ProfilePage() {
  const say = useSay();
  const locale = useLocale();
  const { settings, profile } = useShell();
  const mark = profile.mark.value;
  return (
    <>
      <Section title={say(settingsWords.name)}>
        <TextField
          label={say(settingsWords.name)}
          hideLabel
          hint={say(identityWords.nameHint)}
          value={settings.current.value.name}
          maxLength={MAX_NAME_LENGTH}
          autoComplete="nickname"
          onInput={(name) => void settings.change({ name })}
        />
      </Section>
      <Section title={say(settingsWords.status)}>
        <TextField
          label={say(settingsWords.status)}
          hideLabel
          hint={say(settingsWords.statusHint)}
          value={settings.current.value.status}
          maxLength={MAX_STATUS_LENGTH}
          onInput={(status) => void settings.change({ status })}
        />
      </Section>
      <Section title={say(settingsWords.mark)} text={say(settingsWords.markText)}>
        {mark ? (
          <p class="flex items-center gap-4 text-base">
            <Bead mark={mark} size={64} />
            {sayMark(locale, mark)}
          </p>
        ) : null}
      </Section>
    </>
  );
}
