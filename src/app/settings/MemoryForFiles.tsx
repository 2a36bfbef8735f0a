// How much of what is shared may lie in this page's memory, and how much of that is in use.

import { formatNumber } from '../../ui/format.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useShell } from '../shell.tsx';
import { keepingWords } from './keeping-words.ts';
import { Section } from './Section.tsx';

const MIB = 2 ** 20;
const CHOICES_MIB = ['128', '512', '1024', '2048'] as const;

export function MemoryForFiles() {
  const say = useSay();
  const locale = useLocale();
  const { settings, fileMemory } = useShell();
  const { memoryMib } = settings.current.value;
  /** In the units that are chosen from: 512 MiB are not 512 MB. */
  const sayMib = (mib: number) =>
    mib < 1024
      ? say(keepingWords.mebibytes, { n: formatNumber(locale, mib, { maximumFractionDigits: 0 }) })
      : say(keepingWords.gibibytes, { n: formatNumber(locale, mib / 1024, { maximumFractionDigits: 1 }) });
  // Rounded up: what is in use is not nothing.
  const used = sayMib(Math.ceil(fileMemory.usedBytes.value / MIB));
  const limit = sayMib(fileMemory.limitBytes() / MIB);
  return (
    <Section title={say(keepingWords.memory)} text={say(keepingWords.memoryText)}>
      <Segmented
        label={say(keepingWords.memory)}
        hideLabel
        value={String(memoryMib)}
        options={CHOICES_MIB.map((mib) => ({ value: mib, label: sayMib(Number(mib)) }))}
        onChange={(mib) => void settings.change({ memoryMib: Number(mib) })}
      />
      <p class="text-small text-ink-2">{say(keepingWords.memoryUsed, { used, limit })}</p>
    </Section>
  );
}
