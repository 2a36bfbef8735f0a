// The page as a file: saving a copy, and its hash, so that anybody can compare.

import { useEffect, useState } from 'preact/hooks';
import { saveFile } from '../../platform/save-file.ts';
import { buildId, readSource, sourceHash, type SourceFailure } from '../../platform/source.ts';
import { Button } from '../../ui/Button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { copyNameOf, PLAIN_COPY_NAME } from '../saved-from.ts';
import { useShell } from '../shell.tsx';
import { fileWords } from './keeping-words.ts';
import { Licences } from './Licences.tsx';
import { Section } from './Section.tsx';

type Measured =
  | { readonly kind: 'reading' }
  | { readonly kind: 'known'; readonly hash: string; readonly sizeBytes: number }
  | { readonly kind: 'failed'; readonly failure: SourceFailure };

export function FilePage() {
  const say = useSay();
  const locale = useLocale();
  const measured = useMeasured();
  return (
    <>
      <Section title={say(fileWords.save)}>
        <SaveButton />
        <SavedFrom />
      </Section>
      <Section title={say(fileWords.fingerprint)} text={say(fileWords.fingerprintText)}>
        {measured.kind === 'known' ? (
          <>
            <p
              dir="ltr"
              data-testid="file-hash"
              class="rounded-control bg-sunk p-3 font-mono text-small break-all select-all"
            >
              {measured.hash}
            </p>
            <p class="text-small text-ink-3">
              {say(fileWords.size)}: {formatBytes(locale, measured.sizeBytes)}
            </p>
          </>
        ) : (
          <output class="block text-base text-ink-2">
            {measured.kind === 'reading' ? say(fileWords.measuring) : say(failureWords(measured.failure))}
          </output>
        )}
      </Section>
      <Section title={say(fileWords.build)}>
        <p dir="ltr" class="text-start font-mono text-small text-ink-2">
          {buildId() ?? say(fileWords.development)}
        </p>
      </Section>
      <Licences />
    </>
  );
}

function SaveButton() {
  const say = useSay();
  const { network, page, toaster } = useShell();
  const name = copyNameOf(page.kind === 'file' ? page.savedFrom : network.linkPage.value);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const source = await readSource();
    setBusy(false);
    if (!source.ok) return toaster.show({ text: say(failureWords(source.error)) });
    const saved = await saveFile({ blob: source.value, name });
    if (saved.ok)
      return toaster.show({
        text: say(saved.value === 'saved' ? fileWords.saved : fileWords.downloading, { name }),
      });
    return saved.error.code === 'cancelled' ? undefined : toaster.show({ text: say(fileWords.saveFailed) });
  };
  return (
    <>
      <div>
        <Button kind="primary" icon="save" busy={busy} onClick={() => void save()}>
          {say(fileWords.save)}
        </Button>
      </div>
      {name === PLAIN_COPY_NAME ? null : (
        <p class="text-small text-ink-2">{say(fileWords.nameRemembers, { name })}</p>
      )}
    </>
  );
}

/** Only the name tells, so the sentence says where it was read. */
function SavedFrom() {
  const say = useSay();
  const { savedFrom } = useShell().page;
  if (savedFrom === undefined) return null;
  return <p class="text-ui">{say(fileWords.savedFrom, { host: new URL(savedFrom).host })}</p>;
}

function failureWords(failure: SourceFailure) {
  return failure === 'not-built' ? fileWords.notBuilt : fileWords.incomplete;
}

/** Reads and hashes the file once the page is open: several megabytes, some tenths of a second. */
function useMeasured(): Measured {
  const [measured, setMeasured] = useState<Measured>({ kind: 'reading' });
  useEffect(() => {
    let isGone = false;
    const measure = async (): Promise<Measured> => {
      const [source, hash] = await Promise.all([readSource(), sourceHash()]);
      if (!source.ok) return { kind: 'failed', failure: source.error };
      if (!hash.ok) return { kind: 'failed', failure: hash.error };
      return { kind: 'known', hash: hash.value, sizeBytes: source.value.size };
    };
    void measure().then((result) => {
      if (!isGone) setMeasured(result);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return measured;
}
