// Theme, language and keys; all change at once.

import { Segmented } from '../../ui/Segmented.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { LOCALES } from '../../ui/words.ts';
import { languageNames } from '../language-names.ts';
import { THEMES } from '../settings.ts';
import { useShell } from '../shell.tsx';
import { Section } from './Section.tsx';
import { settingsWords } from './words.ts';

export function AppearancePage() {
  const say = useSay();
  const locale = useLocale();
  const { settings } = useShell();
  return (
    <>
      <Section title={say(settingsWords.theme)}>
        <Segmented
          label={say(settingsWords.theme)}
          hideLabel
          value={settings.current.value.theme}
          options={THEMES.map((theme) => ({ value: theme, label: say(settingsWords[theme]) }))}
          onChange={(theme) => void settings.change({ theme })}
        />
      </Section>
      <Section title={say(settingsWords.language)}>
        <Segmented
          label={say(settingsWords.language)}
          hideLabel
          value={locale}
          options={LOCALES.map((each) => ({ value: each, label: languageNames[each] }))}
          onChange={(each) => void settings.change({ locale: each })}
        />
      </Section>
      <Section title={say(settingsWords.keys)}>
        <Switch
          label={say(settingsWords.bareKeys)}
          hint={say(settingsWords.bareKeysHint)}
          checked={settings.current.value.hasBareKeys}
          onChange={(hasBareKeys) => void settings.change({ hasBareKeys })}
        />
      </Section>
    </>
  );
}
