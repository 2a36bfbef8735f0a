// What an owner can do about one person: the menu at the end of their row, and the questions before what is final.

import { useState } from 'preact/hooks';
import type { Authority, ActResult } from '../../../room/authority-port.ts';
import type { IdentityId } from '../../../primitives/ids.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useSay } from '../../../ui/locale.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { useActing } from './act.ts';
import { menuWords, refusalWords } from './words.ts';

export interface PersonMenuProps {
  readonly authority: Authority;
  readonly identityId: IdentityId;
  /** As shown. */
  readonly name: string;
  /** What everybody can do about them. */
  readonly lead?: readonly MenuItem[];
}

type Question = 'remove' | 'handOver';

export function PersonMenu({ authority, identityId, name, lead = [] }: PersonMenuProps) {
  const say = useSay();
  const [question, ask] = useState<Question | undefined>();
  const { act, isBusy, refusal, forget } = useActing();
  const isOwner = authority.charter.value.owners.includes(identityId);
  const answer = async (yes: () => ActResult) => {
    if (await act(yes)) ask(undefined);
  };
  const ownership: MenuItem = isOwner
    ? {
        id: 'drop-owner',
        label: say(menuWords.dropOwner),
        icon: 'crown',
        onSelect: () => void act(() => authority.dropOwner(identityId)),
      }
    : {
        id: 'make-owner',
        label: say(menuWords.makeOwner),
        icon: 'crown',
        onSelect: () => void act(() => authority.addOwner(identityId)),
      };
  const items: readonly MenuItem[] = [
    ...lead,
    ownership,
    { id: 'hand-over', label: say(menuWords.handOver), icon: 'key', onSelect: () => ask('handOver') },
    {
      id: 'remove',
      label: say(menuWords.remove),
      icon: 'ban',
      isDangerous: true,
      onSelect: () => ask('remove'),
    },
  ];
  return (
    <>
      <Menu label={say(menuWords.open, { name })} items={items} align="end" disabled={isBusy} size="small" />
      {refusal && question === undefined ? (
        <Dialog title={name} role="alertdialog" size="small" onClose={forget}>
          <p class="text-base text-ink-2">{say(refusalWords[refusal])}</p>
        </Dialog>
      ) : null}
      {question === undefined ? null : (
        <ConfirmDialog
          title={say(question === 'remove' ? menuWords.removeTitle : menuWords.handOverTitle, { name })}
          confirmLabel={say(question === 'remove' ? menuWords.removeYes : menuWords.handOverYes)}
          isDangerous
          busy={isBusy}
          onConfirm={() =>
            void answer(() =>
              question === 'remove' ? authority.remove(identityId) : authority.handOver(identityId),
            )
          }
          onCancel={() => {
            forget();
            ask(undefined);
          }}
        >
          <p>{say(question === 'remove' ? menuWords.removeText : menuWords.handOverText)}</p>
          {refusal ? (
            <p role="alert" class="mt-3 text-danger">
              {say(refusalWords[refusal])}
            </p>
          ) : null}
        </ConfirmDialog>
      )}
    </>
  );
}
