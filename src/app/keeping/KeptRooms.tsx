// Home's list of the rooms that this device keeps: go there, or forget them.

import { useState } from 'preact/hooks';
import type { KeptRoom } from '../../sync/kept-rooms.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { List } from '../../ui/List.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Row } from '../../ui/Row.tsx';
import { readOpenedAddress } from '../join/join-input.ts';
import { useShell } from '../shell.tsx';
import { ForgetRoom } from './ForgetRoom.tsx';
import { sayLastHere } from './last-here.ts';
import { UnlockForm } from './UnlockForm.tsx';
import { keptRoomsWords } from './words.ts';

/** More than that are shown when asked for. */
const SHOWN_AT_FIRST = 4;

type Asking = { readonly kind: 'unlock' | 'forget'; readonly room: KeptRoom } | undefined;

export function KeptRooms() {
  const say = useSay();
  const { keeping } = useShell();
  const [isLong, setLong] = useState(false);
  const [asking, setAsking] = useState<Asking>(undefined);
  const open = useOpen();
  const rooms = keeping.rooms.value;
  const stop = () => setAsking(undefined);
  const forget = async (room: KeptRoom) => (await (await keeping.use())?.forget(room.tag))?.ok === true;
  return (
    <div>
      <h2 class="text-ui font-semibold">{say(keptRoomsWords.title)}</h2>
      <List label={say(keptRoomsWords.title)}>
        {(isLong ? rooms : rooms.slice(0, SHOWN_AT_FIRST)).map((room) => (
          <KeptRow
            key={room.tag}
            room={room}
            onOpen={() => (room.isUnderPassphrase ? setAsking({ kind: 'unlock', room }) : void open(room))}
            onForget={() => setAsking({ kind: 'forget', room })}
          />
        ))}
      </List>
      {!isLong && rooms.length > SHOWN_AT_FIRST ? (
        <Button kind="quiet" size="small" onClick={() => setLong(true)}>
          {say(keptRoomsWords.all, { n: rooms.length })}
        </Button>
      ) : null}
      {asking?.kind === 'forget' ? (
        <ForgetRoom title={asking.room.title} forget={() => forget(asking.room)} onClose={stop} />
      ) : null}
      {asking?.kind === 'unlock' ? (
        <Dialog
          title={say(keptRoomsWords.unlockTitle, { room: asking.room.title })}
          size="small"
          onClose={stop}
        >
          <p class="mb-4 text-base text-ink-2">{say(keptRoomsWords.unlockText)}</p>
          <UnlockForm
            title={asking.room.title}
            takesFocus
            onPassphrase={(typed) => open(asking.room, typed)}
          />
        </Dialog>
      ) : null}
    </div>
  );
}

interface KeptRowProps {
  readonly room: KeptRoom;
  readonly onOpen: () => void;
  readonly onForget: () => void;
}

function KeptRow({ room, onOpen, onForget }: KeptRowProps) {
  const say = useSay();
  const locale = useLocale();
  return (
    <Row
      leading={
        <span class="grid size-9 shrink-0 place-items-center rounded-control border border-line-2 text-ink-2">
          <Icon name={room.isUnderPassphrase ? 'lock' : 'save'} size={18} />
        </span>
      }
      title={room.title}
      caption={sayLastHere(room, say, locale)}
      trailing={
        <>
          <Button label={say(keptRoomsWords.openRoom, { room: room.title })} onClick={onOpen}>
            {say(keptRoomsWords.open)}
          </Button>
          <Menu
            label={say(keptRoomsWords.more, { room: room.title })}
            align="end"
            items={[
              {
                id: 'forget',
                label: say(keptRoomsWords.forget),
                icon: 'trash',
                isDangerous: true,
                onSelect: onForget,
              },
            ]}
          />
        </>
      }
    />
  );
}

/** Enters a kept room; false when the passphrase is the wrong one. */
function useOpen() {
  const say = useSay();
  const { keeping, session, navigation, network, overlay, toaster } = useShell();
  return async (room: KeptRoom, passphrase?: string): Promise<boolean> => {
    const opened = await (await keeping.use())?.open(room.tag, passphrase);
    if (opened && !opened.ok && opened.error === 'wrong-passphrase') return false;
    const address = opened?.ok ? readOpenedAddress(opened.value.address) : undefined;
    if (!address?.ok) {
      toaster.show({ text: say(keptRoomsWords.gone) });
      return true;
    }
    await network.ready;
    const visit = await session.reopen(address.value);
    if (visit.ok) navigation.go({ kind: 'room', code: visit.value.address, space: undefined });
    else if (visit.error === 'incomplete') overlay.show({ kind: 'incomplete' });
    return true;
  };
}
