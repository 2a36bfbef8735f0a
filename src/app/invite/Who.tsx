// Whose key is at the other end, as far as this person knows: before they answer, and once somebody came by.

import { useEffect, useState } from 'preact/hooks';
import type { IdentityId } from '../../primitives/ids.ts';
import type { Mark } from '../../primitives/mark.ts';
import type { PersonRecord } from '../../room/people-record.ts';
import { judgeInvitation, type GuestError } from '../../room/invite/guest.ts';
import { markOf } from '../../secure/identity.ts';
import type { Invitation } from '../../signaling/invitation.ts';
import { Bead } from '../../ui/Bead.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { useShell, type Shell } from '../shell.tsx';
import { whoWords } from './who-words.ts';

/** Somebody who has proven a key. */
export interface Proven {
  readonly mark: Mark;
  /** What this person knows of them; undefined: met for the first time. */
  readonly record: PersonRecord | undefined;
  /** The key is this person's own, as on another device of theirs. */
  readonly isSelf: boolean;
}

export type Inviting =
  | { readonly kind: 'reading' }
  /** The invitation doesn't say. */
  | { readonly kind: 'unsaid' }
  | { readonly kind: 'proven'; readonly who: Proven }
  | { readonly kind: 'refused'; readonly code: GuestError['code'] | 'incomplete' };

/** Who invites, and whether it is worth answering; nothing leaves this device for it. */
export function useInviting(invitation: Invitation | undefined, key: string): Inviting {
  const shell = useShell();
  const [inviting, setInviting] = useState<Inviting>({ kind: 'reading' });
  const isReady = shell.profile.state.value.kind === 'ready';
  // oxlint-disable-next-line react/exhaustive-deps -- the invitation is parsed anew each time, `key` is its text
  useEffect(() => {
    let isOver = false;
    setInviting({ kind: 'reading' });
    if (invitation && isReady)
      void readInviting(shell, invitation).then((read) => (isOver ? undefined : setInviting(read)));
    return () => {
      isOver = true;
    };
  }, [key, isReady]);
  return inviting;
}

async function readInviting(shell: Shell, invitation: Invitation): Promise<Inviting> {
  const world = await shell.meetByHand();
  // It is known who this is, so it is the code that never came.
  if (!world) return { kind: 'refused', code: 'incomplete' };
  const judged = await judgeInvitation(world, invitation);
  if (!judged.ok) return { kind: 'refused', code: judged.error.code };
  if (judged.value === undefined || !invitation.inviter) return { kind: 'unsaid' };
  const who = await lookUp(shell, judged.value, invitation.inviter.key);
  return who ? { kind: 'proven', who } : { kind: 'reading' };
}

export async function lookUp(
  { meetByHand, people }: Pick<Shell, 'meetByHand' | 'people'>,
  id: IdentityId,
  key: Uint8Array,
): Promise<Proven | undefined> {
  const [world, known] = await Promise.all([meetByHand(), people.use()]);
  if (!world) return undefined;
  const isSelf = world.peer.identity.id === id;
  return { mark: await markOf(key, world.crypto), record: known?.book.people.peek().get(id), isSelf };
}

/** Name or mark, and how far they are known. */
export function Who({ who }: { readonly who: Proven }) {
  const say = useSay();
  const locale = useLocale();
  const mark = sayMark(locale, who.mark);
  const name = who.record?.name ?? '';
  return (
    <div class="flex items-center gap-3">
      <Bead mark={who.mark} size={40} />
      <span class="min-w-0">
        <b class="block text-base">
          <bdi>{name === '' ? mark : name}</bdi>
        </b>
        <span class="block text-small text-ink-2">{say(whoWords[standingOf(who)], { mark })}</span>
      </span>
    </div>
  );
}

function standingOf({ record, isSelf }: Proven): keyof typeof whoWords {
  if (isSelf) return 'self';
  if (!record) return 'new';
  if (record.isBlocked) return 'blocked';
  return record.verifiedAtMs === undefined ? 'known' : 'verified';
}
