// Below the people: who is not verified yet, and the way to it. Asked nowhere else but in the chip of the bar.

import type { IdentityId } from '../../primitives/ids.ts';
import type { Company } from '../../room/company.ts';
import { Button } from '../../ui/Button.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { isLinked, type Person } from './model.ts';
import { standingWords } from './standing-words.ts';

export interface UnverifiedProps {
  readonly company: Company;
  readonly people: readonly Person[];
  readonly onVerify: (identityId: IdentityId) => void;
}

/** More names than these are a crowd. */
const NAMED_AT_MOST = 3;

export function Unverified({ company, people, onVerify }: UnverifiedProps) {
  const say = useSay();
  const locale = useLocale();
  const familiars = company.familiars.value;
  const unverified = people.filter(({ identityId }) => {
    const familiar = familiars.get(identityId);
    return familiar?.regard === 'open' && familiar.standing !== 'verified';
  });
  const first = unverified.find(isLinked) ?? unverified[0];
  if (!first) return null;
  const nameOf = ({ identityId, name, mark }: Person) => {
    if (name === '') return sayMark(locale, mark);
    const { hasTwin, looksLike } = familiars.get(identityId) ?? {};
    const isTold = hasTwin || looksLike !== undefined;
    return isTold ? say(standingWords.marked, { name, mark: sayMark(locale, mark) }) : name;
  };
  const names = new Intl.ListFormat(locale).format(unverified.slice(0, NAMED_AT_MOST).map(nameOf));
  return (
    <section class="mt-auto px-5 pt-6 text-small text-ink-2">
      <p>
        <b class="text-ink">{say(standingWords.unverified, { n: unverified.length })}</b>{' '}
        {say(standingWords.unverifiedWho, {
          names: unverified.length > NAMED_AT_MOST ? `${names} …` : names,
        })}
      </p>
      <p class="mt-2 flex min-w-0">
        <Button size="small" icon="shieldcheck" hasPopup="dialog" onClick={() => onVerify(first.identityId)}>
          <span class="max-w-56 truncate">{say(standingWords.verify, { name: nameOf(first) })}</span>
        </Button>
      </p>
    </section>
  );
}

/** "4 of 6 verified"; undefined while nobody else is here. */
export function useVerifiedCount(
  company: Company | undefined,
  people: readonly Person[],
): string | undefined {
  const say = useSay();
  if (!company || people.length === 0) return undefined;
  const familiars = company.familiars.value;
  const n = people.filter(({ identityId }) => familiars.get(identityId)?.standing === 'verified').length;
  return say(standingWords.chip, { n, of: people.length });
}
