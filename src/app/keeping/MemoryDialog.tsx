// What stays of a room and where: the truth of it, keeping it on this device, forgetting that, saving it as a file.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatBytes, formatList } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { holderCountOf } from '../room/holder-count.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { ForgetRoom } from './ForgetRoom.tsx';
import { KeepForm } from './KeepForm.tsx';
import type { KeptHere } from './keeper-ports.ts';
import { SaveRoom } from './SaveRoom.tsx';
import { UnlockForm } from './UnlockForm.tsx';
import { memoryWords } from './words.ts';

/** Less than that is nothing to speak of. */
const KILOBYTE = 1_000;

export interface MemoryDialogProps {
  readonly visit: Visit;
  readonly onClose: () => void;
}

export function MemoryDialog({ visit, onClose }: MemoryDialogProps) {
  const say = useSay();
  const { keeping } = useShell();
  return (
    <Dialog title={say(memoryWords.title, { room: visit.title })} onClose={onClose}>
      <div class="grid gap-6">
        <Here visit={visit} here={keeping.here.value} />
        <Section title={say(memoryWords.fileTitle)} text={say(memoryWords.fileText)}>
          <SaveRoom visit={visit} />
        </Section>
      </div>
    </Dialog>
  );
}

function Here({ visit, here }: { readonly visit: Visit; readonly here: KeptHere }) {
  const say = useSay();
  switch (here.kind) {
    case 'memory':
      return (
        <>
          <InMemory visit={visit} />
          <Section title={say(memoryWords.keepTitle)} text={say(memoryWords.keepText)}>
            <KeepForm title={visit.title} />
          </Section>
        </>
      );
    case 'locked':
      return (
        <Section title={say(memoryWords.keepTitle)} text={say(memoryWords.locked)}>
          <UnlockHere title={visit.title} />
          <Forget title={visit.title} />
        </Section>
      );
    case 'kept':
      return <Kept here={here} title={visit.title} />;
    case 'unreadable':
      return (
        <Section title={say(memoryWords.keepTitle)} text={say(memoryWords.unreadable)}>
          <Forget title={visit.title} />
        </Section>
      );
    case 'elsewhere':
      return <Section title={say(memoryWords.keepTitle)} text={say(memoryWords.elsewhere)} />;
    default:
      return null;
  }
}

/** How it is without keeping, and who else holds it. */
function InMemory({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const locale = useLocale();
  const holding = visit.holding.value;
  if (holding.kind === 'nothing') return <p class="text-base text-ink-2">{say(memoryWords.nothingYet)}</p>;
  const holders = visit.room.members.value.filter(({ identityId }) => holding.wholly.has(identityId));
  const names = holders.map((member) => member.name || sayMark(locale, member.mark));
  const { isAtLeast } = holderCountOf(holding, visit.room.peers.value, visit.room.self.identityId);
  return (
    <p class="text-base text-ink-2">
      {say(memoryWords.inMemory)}{' '}
      {names.length === 0
        ? say(isAtLeast ? memoryWords.perhapsAlone : memoryWords.alone)
        : say(memoryWords.others, { n: names.length, names: formatList(locale, names) })}
    </p>
  );
}

interface KeptProps {
  readonly here: Extract<KeptHere, { kind: 'kept' }>;
  readonly title: string;
}

function Kept({ here, title }: KeptProps) {
  const say = useSay();
  const locale = useLocale();
  const { health, lost } = here;
  const words = here.isUnderPassphrase ? memoryWords.keptUnderPassphrase : memoryWords.kept;
  return (
    <Section
      title={say(memoryWords.keepTitle)}
      text={say(words, { size: formatBytes(locale, Math.max(KILOBYTE, here.storedBytes)) })}
    >
      {health === 'saved' || health === 'saving' ? null : <Caution>{say(memoryWords[health])}</Caution>}
      {lost > 0 ? <Caution>{say(memoryWords.lost, { n: lost })}</Caution> : null}
      <p class="text-small text-ink-3">{say(memoryWords.browserMayClear)}</p>
      <Forget title={title} />
    </Section>
  );
}

function UnlockHere({ title }: { readonly title: string }) {
  const { keeping } = useShell();
  return (
    <UnlockForm
      title={title}
      onPassphrase={async (typed) => (await (await keeping.use())?.unlockHere(typed))?.ok === true}
    />
  );
}

function Forget({ title }: { readonly title: string }) {
  const say = useSay();
  const { keeping } = useShell();
  const [isAsking, setAsking] = useState(false);
  return (
    <div>
      <Button kind="danger" icon="trash" onClick={() => setAsking(true)}>
        {say(memoryWords.forget)}
      </Button>
      {isAsking ? (
        <ForgetRoom
          title={title}
          forget={async () => (await (await keeping.use())?.forgetHere())?.ok === true}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}

function Caution({ children }: { readonly children: ComponentChildren }) {
  return (
    <output class="flex items-start gap-2 text-ui text-caution">
      <span class="mt-0.5 shrink-0">
        <Icon name="alert" size={16} />
      </span>
      {children}
    </output>
  );
}

interface SectionProps {
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}

function Section({ title, text, children }: SectionProps) {
  return (
    <section class="grid justify-items-start gap-3 border-t border-line pt-5 first:border-t-0 first:pt-0">
      <h3 class="text-ui font-semibold">{title}</h3>
      <p class="-mt-2 text-base text-ink-2">{text}</p>
      {children}
    </section>
  );
}
