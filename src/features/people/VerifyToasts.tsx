// Tells at once that somebody wants to compare words. Shows nothing itself.

import { useEffect } from 'preact/hooks';
import type { IdentityId } from '../../primitives/ids.ts';
import type { Company } from '../../room/company.ts';
import type { Room } from '../../room/room.ts';
import { Bead } from '../../ui/Bead.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import type { Toaster } from '../../ui/Toast.tsx';
import { standingWords } from './standing-words.ts';

export interface VerifyToastsProps {
  readonly company: Company;
  readonly room: Pick<Room, 'members'>;
  readonly toaster: Toaster;
  readonly onVerify: (identityId: IdentityId) => void;
}

export function VerifyToasts({ company, room, toaster, onVerify }: VerifyToastsProps) {
  const say = useSay();
  const locale = useLocale();
  const { verification } = company;
  const state = verification.state.value;
  const asker = state.kind === 'asked' ? state.partner.identityId : undefined;
  useEffect(() => {
    const member = room.members.value.find(({ identityId }) => identityId === asker);
    if (!asker || !member) return undefined;
    const toast = toaster.show({
      kind: 'question',
      text: say(standingWords.asks, { name: member.name || sayMark(locale, member.mark) }),
      leading: <Bead mark={member.mark} size={24} />,
      actions: [
        {
          label: say(standingWords.compare),
          onClick: () => {
            verification.accept();
            onVerify(asker);
          },
        },
        { label: say(standingWords.notNow), onClick: () => verification.cancel() },
      ],
    });
    return () => toaster.dismiss(toast);
  }, [asker]);
  return null;
}
