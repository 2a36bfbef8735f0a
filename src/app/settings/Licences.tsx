// The licences of what others made and this file carries; read from it when somebody asks.

import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useSay } from '../../ui/locale.tsx';
import { fileWords } from './keeping-words.ts';
import { loadLicences, type LicenceText } from './licence-text.ts';
import { Section } from './Section.tsx';

export function Licences() {
  const say = useSay();
  const [licences, setLicences] = useState<readonly LicenceText[] | 'failed' | undefined>();
  const show = async () => {
    const loaded = await loadLicences();
    setLicences(loaded.ok ? loaded.value : 'failed');
  };
  return (
    <Section title={say(fileWords.licences)} text={say(fileWords.licencesText)}>
      {licences === undefined ? (
        <div>
          <Button icon="note" onClick={() => void show()}>
            {say(fileWords.showLicences)}
          </Button>
        </div>
      ) : licences === 'failed' ? (
        <output class="block text-base text-ink-2">{say(fileWords.incomplete)}</output>
      ) : (
        <ul aria-label={say(fileWords.licences)} class="border-t border-line">
          {licences.map((licence) => (
            <li key={licence.name} class="border-b border-line">
              <OneLicence licence={licence} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Names and texts are in the language in which they were given. */
function OneLicence({ licence: { name, version, licence, text } }: { readonly licence: LicenceText }) {
  return (
    <details class="group">
      <summary class="flex min-h-11 cursor-pointer items-center gap-3 text-ui">
        <span class="min-w-0 flex-1">
          <b lang="en">
            <bdi>{name}</bdi>
          </b>{' '}
          <small class="text-small text-ink-3">
            <bdi>{[version, licence].filter(Boolean).join(' · ')}</bdi>
          </small>
        </span>
        <span class="group-open:rotate-180">
          <Icon name="down" size={18} />
        </span>
      </summary>
      <pre
        lang="en"
        dir="ltr"
        // What scrolls can be reached by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        class="mb-3 max-h-80 overflow-auto rounded-control bg-sunk p-3 text-start font-mono text-micro whitespace-pre-wrap"
      >
        {text}
      </pre>
    </details>
  );
}
