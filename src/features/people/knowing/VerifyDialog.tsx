// Two people make sure of each other: eight words that both screens show at the same time, a code to scan, and the safety
// number that is always the same. What the person decides is written down at once.

import { useEffect, useState } from 'preact/hooks';
import type { IdentityId } from '../../../primitives/ids.ts';
import { rankByDye } from '../../../primitives/mark-rank.ts';
import type { Company } from '../../../room/company.ts';
import type { Room } from '../../../room/room.ts';
import { formatSafetyCode, type SafetyNumber } from '../../../room/safety-number.ts';
import type { VerificationState } from '../../../room/verification-state.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { sayMark } from '../../../ui/mark-words.ts';
import { QrCode } from '../../../ui/QrCode.tsx';
import type { Named } from '../../feature.ts';
import { Loop } from './Loop.tsx';
import { CodeScan } from './CodeScan.tsx';
import { endWords, verifyWords } from './words.ts';

export interface VerifyDialogProps {
  readonly company: Company;
  readonly room: Pick<Room, 'self' | 'members'>;
  readonly identityId: IdentityId;
  readonly onClose: () => void;
}

/** What the person decided without the words that both screens show. */
type Verdict = 'matched' | 'mismatched';

export function VerifyDialog({ company, room, identityId, onClose }: VerifyDialogProps) {
  const say = useSay();
  const person = useNamed(company, room, identityId);
  const state = stateWith(company.verification.state.value, identityId);
  const [verdict, judgeAlone] = useState<Verdict | undefined>();
  const [isNumberOpen, openNumber] = useState(false);
  useEffect(() => {
    // Whoever was asked and agreed is in the middle of it already.
    if (stateWith(company.verification.state.peek(), identityId).kind === 'idle')
      company.compareWords(identityId);
    return () => {
      // Somebody else may have asked meanwhile.
      if (stateWith(company.verification.state.peek(), identityId).kind === 'idle') return;
      company.verification.cancel();
      company.verification.dismiss();
    };
  }, [company, identityId]);
  const judge = (isMatch: boolean) => {
    if (state.kind === 'comparing') return company.judge(isMatch);
    company.decide(
      identityId,
      isMatch ? { isVerified: true, isMuted: false } : { isVerified: false, isMuted: true },
    );
    judgeAlone(isMatch ? 'matched' : 'mismatched');
    return undefined;
  };
  const end = verdict ?? (state.kind === 'ended' ? state.why : undefined);
  const isDecided = end === 'matched' || end === 'mismatched';
  const named = { name: person.name };
  return (
    <Dialog
      title={say(verifyWords.title, named)}
      onClose={onClose}
      footer={
        isDecided ? (
          <div class="flex justify-end">
            <Button kind="primary" onClick={onClose} takesFocus>
              {say(verifyWords.done)}
            </Button>
          </div>
        ) : (
          <Verdicts mayJudge={state.kind === 'comparing' || isNumberOpen} onJudge={judge} onLater={onClose} />
        )
      }
    >
      <Pair room={room} identityId={identityId} person={person} end={end} />
      {isDecided ? (
        <p role="alert" class={end === 'matched' ? 'mt-5 text-base' : 'mt-5 text-base text-danger'}>
          {say(endWords[end], named)}
        </p>
      ) : (
        <>
          <p class="mt-5 text-base text-ink-2" aria-live="polite">
            {sayStep(say, state, named)}
          </p>
          {canAskAgain(state) ? (
            <p class="mt-2">
              <Button size="small" icon="refresh" onClick={() => company.compareWords(identityId)}>
                {say(verifyWords.again)}
              </Button>
            </p>
          ) : null}
          <div class="mt-4 grid gap-4 md:grid-cols-[minmax(0,1fr)_auto]">
            <WordGrid words={state.kind === 'comparing' ? state.words : undefined} />
            <CodeScan
              judgeWith={{ self: room.self.identityId, other: identityId }}
              onVerdict={judge}
              onNumber={() => openNumber(true)}
              code={
                <QrCode
                  text={formatSafetyCode(room.self.identityId, identityId)}
                  label={say(verifyWords.code, named)}
                  size={148}
                />
              }
            />
          </div>
          <Numbers company={company} identityId={identityId} isOpen={isNumberOpen} onOpen={openNumber} />
        </>
      )}
    </Dialog>
  );
}

interface PairProps {
  readonly room: Pick<Room, 'self' | 'members'>;
  readonly identityId: IdentityId;
  readonly person: Named;
  readonly end: string | undefined;
}

function Pair({ room, identityId, person, end }: PairProps) {
  const say = useSay();
  const locale = useLocale();
  const ranks = rankByDye([...room.members.value, room.self]);
  const { self } = room;
  return (
    <>
      <Loop
        self={{ mark: self.mark, rank: ranks.get(self.identityId) ?? 0 }}
        other={{ mark: person.mark, rank: ranks.get(identityId) ?? 0 }}
        isTied={end === 'matched'}
        isBroken={end === 'mismatched' || end === 'broken'}
      />
      <p class="mt-2 flex justify-center gap-36 text-center text-ui max-md:gap-20">
        {[
          { id: 'self', name: say(verifyWords.you), mark: self.mark },
          { id: 'other', ...person },
        ].map(({ id, name, mark }) => (
          <span key={id} class="w-40 max-md:w-32">
            <b class="block truncate">
              <bdi>{name}</bdi>
            </b>
            <small class="block text-small text-ink-3">{sayMark(locale, mark)}</small>
          </span>
        ))}
      </p>
    </>
  );
}

const PLACES = [0, 1, 2, 3, 4, 5, 6, 7];

/** Down the first column, then down the second; read aloud in that order. */
function WordGrid({ words }: { readonly words: readonly string[] | undefined }) {
  const say = useSay();
  return (
    <ol
      aria-label={say(verifyWords.list)}
      lang="en"
      dir="ltr"
      class="grid grid-flow-col grid-cols-2 grid-rows-4 rounded-[8px] border border-line"
    >
      {PLACES.map((place) => (
        <li
          key={place}
          class="flex min-h-12 items-center gap-4 border-line px-4 not-nth-[4n+1]:border-t nth-[n+5]:border-s max-md:px-3"
        >
          <span class="w-3 text-small text-ink-3">{place + 1}</span>
          {words ? (
            <b class="font-display text-lead">{words[place]}</b>
          ) : (
            <span class="h-0 flex-1 border-t border-dashed border-line-2" />
          )}
        </li>
      ))}
    </ol>
  );
}

interface VerdictsProps {
  readonly mayJudge: boolean;
  readonly onJudge: (isMatch: boolean) => void;
  readonly onLater: () => void;
}

function Verdicts({ mayJudge, onJudge, onLater }: VerdictsProps) {
  const say = useSay();
  return (
    <div class="flex flex-wrap items-center gap-2">
      <Button kind="danger" disabled={!mayJudge} onClick={() => onJudge(false)}>
        {say(verifyWords.mismatch)}
      </Button>
      <span class="flex-1" />
      {/* On a phone the close button says the same. */}
      <span class="max-md:hidden">
        <Button onClick={onLater}>{say(verifyWords.later)}</Button>
      </span>
      <Button kind="primary" icon="shieldcheck" disabled={!mayJudge} onClick={() => onJudge(true)}>
        {say(verifyWords.match)}
      </Button>
    </div>
  );
}

interface NumbersProps {
  readonly company: Company;
  readonly identityId: IdentityId;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** The number that needs nobody to be here. */
function Numbers({ company, identityId, isOpen, onOpen }: NumbersProps) {
  const say = useSay();
  const [number, setNumber] = useState<SafetyNumber | undefined>();
  useEffect(() => {
    let isWanted = true;
    void company.safetyNumberWith(identityId).then((made) => isWanted && setNumber(made));
    return () => {
      isWanted = false;
    };
  }, [company, identityId]);
  if (!number) return null;
  return (
    <details class="group mt-4" open={isOpen} onToggle={(event) => onOpen(event.currentTarget.open)}>
      <summary class="flex min-h-11 cursor-pointer items-center text-ui font-semibold">
        <span class="flex-1">{say(verifyWords.number)}</span>
        <span class="group-open:rotate-180">
          <Icon name="down" size={18} />
        </span>
      </summary>
      <p class="text-small text-ink-3">{say(verifyWords.numberHow)}</p>
      <p
        dir="ltr"
        class="mt-3 grid grid-cols-4 gap-x-4 gap-y-1 font-mono text-base tabular-nums md:grid-cols-6"
      >
        {number.groups.map((group, place) => (
          // The same group may come twice.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={place}>{group}</span>
        ))}
      </p>
      <p lang="en" dir="ltr" class="mt-3 text-ui text-ink-2">
        {number.words.join(' ')}
      </p>
    </details>
  );
}

/** As far as it is about this person. */
function stateWith(state: VerificationState, identityId: IdentityId): VerificationState {
  return state.kind !== 'idle' && state.partner.identityId === identityId ? state : { kind: 'idle' };
}

function canAskAgain(state: VerificationState): boolean {
  return state.kind === 'ended' && state.why !== 'broken';
}

function sayStep(
  say: ReturnType<typeof useSay>,
  state: VerificationState,
  named: { readonly name: string },
): string {
  switch (state.kind) {
    case 'comparing':
      return say(verifyWords.how, named);
    case 'asking':
      return say(verifyWords.waiting, named);
    case 'answered':
    case 'making':
      return say(verifyWords.making);
    case 'ended':
      return say(endWords[state.why], named);
    default:
      return say(verifyWords.notHere, named);
  }
}

/** As shown here, else as written down. */
function useNamed(company: Company, room: Pick<Room, 'members'>, identityId: IdentityId): Named {
  const locale = useLocale();
  const member = room.members.value.find((each) => each.identityId === identityId);
  const found = member ?? company.book.people.value.get(identityId);
  const mark = found?.mark ?? { dye: 'brick', thing: 'acorn' };
  return { name: found?.name || sayMark(locale, mark), mark };
}
