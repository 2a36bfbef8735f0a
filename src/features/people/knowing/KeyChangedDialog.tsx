// Somebody shows the name of a known person under another key: who is it? Until this is answered nothing of theirs shows.

import type { Company } from '../../../room/company.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { sayMark } from '../../../ui/mark-words.ts';
import { Bead } from '../../../ui/Bead.tsx';
import type { Person } from '../model.ts';
import { scanWords } from './scan-words.ts';
import { bookWords } from './words.ts';

export interface KeyChangedDialogProps {
  readonly company: Company;
  readonly person: Pick<Person, 'identityId' | 'mark'>;
  readonly name: string;
  readonly onVerify: () => void;
  readonly onClose: () => void;
}

export function KeyChangedDialog({ company, person, name, onVerify, onClose }: KeyChangedDialogProps) {
  const say = useSay();
  const locale = useLocale();
  const { identityId, mark } = person;
  const { namesake, record } = company.familiars.value.get(identityId) ?? {};
  const decide = (decision: { readonly isBlocked?: boolean }) => {
    company.decide(identityId, decision);
    onClose();
  };
  return (
    <Dialog title={say(bookWords.keyTitle, { name })} role="alertdialog" size="small" onClose={onClose}>
      {namesake ? (
        <p class="mb-4 flex items-center gap-3 text-small text-ink-2" aria-hidden="true">
          <Bead mark={namesake.mark} size={40} state="away" />
          <span class="h-0 w-10 border-t-2 border-dotted border-line-2" />
          <Bead mark={mark} size={40} />
        </p>
      ) : null}
      <p class="text-base text-ink-2">
        {say(bookWords.keyText, {
          name,
          known: namesake ? sayMark(locale, namesake.mark) : '?',
          shown: sayMark(locale, mark),
        })}
      </p>
      {record?.verifiedAtMs === undefined ? null : (
        <p class="mt-3 text-base font-semibold">
          {say(scanWords.verifiedAs, { name: record.name || sayMark(locale, mark) })}
        </p>
      )}
      <div class="mt-5 grid gap-2">
        <Button
          kind="primary"
          icon="shieldcheck"
          wide
          takesFocus
          onClick={() => {
            onClose();
            onVerify();
          }}
        >
          {say(bookWords.keyCompare)}
        </Button>
        <Button wide onClick={() => decide({})}>
          {say(bookWords.keyOther)}
        </Button>
        <Button kind="danger" icon="ban" wide onClick={() => decide({ isBlocked: true })}>
          {say(bookWords.blockYes)}
        </Button>
      </div>
    </Dialog>
  );
}
