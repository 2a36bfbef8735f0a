// Tells an owner at once that somebody waits at the door. Shows nothing itself.

import { useEffect, useRef } from 'preact/hooks';
import type { IdentityId } from '../../../primitives/ids.ts';
import type { Authority, Knock } from '../../../room/authority-port.ts';
import { Bead } from '../../../ui/Bead.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { sayMark } from '../../../ui/mark-words.ts';
import type { Toaster } from '../../../ui/Toast.tsx';
import { doorWords } from './words.ts';

/** More questions at once are a crowd: they stand in the panel of people. */
const ASKED_AT_ONCE = 2;

export interface KnockToastsProps {
  readonly authority: Authority;
  readonly toaster: Toaster;
}

export function KnockToasts({ authority, toaster }: KnockToastsProps) {
  const say = useSay();
  const locale = useLocale();
  const asked = useRef(new Map<IdentityId, number>());
  const knocks = authority.knocks.value;
  const ask = ({ identityId, name, mark }: Knock) =>
    toaster.show({
      kind: 'question',
      text: say(doorWords.asks, { name: name || sayMark(locale, mark) }),
      leading: <Bead mark={mark} size={24} />,
      actions: [
        { label: say(doorWords.letIn), onClick: () => void authority.accept(identityId) },
        { label: say(doorWords.notNow), onClick: () => void authority.refuse(identityId) },
      ],
    });
  useEffect(() => {
    const waiting = new Set(knocks.map(({ identityId }) => identityId));
    // Answered by another owner, or gone again.
    for (const [identityId, toast] of asked.current) {
      if (waiting.has(identityId)) continue;
      toaster.dismiss(toast);
      asked.current.delete(identityId);
    }
    for (const knock of knocks) {
      if (asked.current.size >= ASKED_AT_ONCE) break;
      if (!asked.current.has(knock.identityId)) asked.current.set(knock.identityId, ask(knock));
    }
  }, [knocks]);
  useEffect(
    () => () => {
      for (const toast of asked.current.values()) toaster.dismiss(toast);
    },
    [toaster],
  );
  return null;
}
