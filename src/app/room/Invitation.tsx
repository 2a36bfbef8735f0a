// Everything that brings somebody in: the link to copy or share, the code to scan, six words to say.

import { useState } from 'preact/hooks';
import { isThisMachine } from '../brokers.ts';
import { formatRoomLink, formatRoomText } from '../../room/room-link.ts';
import type { RoomCode } from '../../room/room-code.ts';
import { writeClipboardText } from '../../platform/clipboard.ts';
import { share } from '../../platform/share.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useSay } from '../../ui/locale.tsx';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { WithoutInternet } from '../invite/parts.tsx';
import { wayWords } from '../invite/tab-words.ts';
import { SpokenWords } from '../join/JoinScreen.tsx';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { inviteWords } from './words.ts';

const GROUP = 'invite';

export function InviteDialog({ visit, onClose }: { readonly visit: Visit; readonly onClose: () => void }) {
  const say = useSay();
  const { isOnline } = useShell();
  // What works now comes first: a link leads here only while a broker answers.
  const [way, setWay] = useState(() => (isOnline.value && isFindable(visit) ? 'online' : 'offline'));
  const isOffline = way === 'offline';
  const tabs = [
    { id: 'online', label: say(wayWords.online) },
    { id: 'offline', label: say(wayWords.offline) },
  ];
  return (
    <Dialog
      title={say(inviteWords.title, { room: visit.title })}
      size="large"
      onClose={onClose}
      footer={isOffline ? undefined : say(inviteWords.foot)}
    >
      <Tabs label={say(wayWords.ways)} group={GROUP} tabs={tabs} selected={way} onSelect={setWay} />
      <TabPanel group={GROUP} id={way}>
        {isOffline ? (
          <WithoutInternet visit={visit} />
        ) : (
          <div class="pt-5">
            <Invitation visit={visit} />
          </div>
        )}
      </TabPanel>
    </Dialog>
  );
}

function isFindable({ room }: Visit): boolean {
  return room.brokers.peek().some(({ state }) => state !== 'unreachable');
}

/** The same stands in a room that is still empty. */
export function Invitation({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const link = useRoomLink(visit);
  return (
    <div class="grid gap-x-9 gap-y-6 sm:grid-cols-[auto_minmax(0,1fr)]">
      <figure class="grid justify-items-center gap-2">
        <QrCode text={link} label={say(inviteWords.qrLabel)} size={226} />
        <figcaption class="text-small text-ink-2">{say(inviteWords.scan)}</figcaption>
      </figure>
      <div class="grid content-start gap-6">
        <LinkToSend link={link} title={visit.title} />
        <section>
          <h3 class="mb-2 font-ui text-ui font-semibold">{say(inviteWords.words)}</h3>
          <SpokenWords words={visit.room.code} />
          <p class="mt-2 text-small text-ink-2">{say(inviteWords.wordsHint)}</p>
        </section>
      </div>
    </div>
  );
}

function LinkToSend({ link, title }: { readonly link: string; readonly title: string }) {
  const say = useSay();
  const { page, toaster } = useShell();
  const [hasFailed, setFailed] = useState(false);
  const copy = async () => {
    const copied = await writeClipboardText(link);
    setFailed(!copied.ok);
    if (copied.ok) toaster.show({ text: say(inviteWords.copied) });
  };
  const caution = cautionOf(link, page.kind === 'hosted');
  return (
    <section>
      <h3 class="mb-2 font-ui text-ui font-semibold">{say(inviteWords.link)}</h3>
      <p
        dir="ltr"
        class="rounded-control border border-line-2 bg-sheet px-3 py-2.5 font-mono text-small break-all select-all"
      >
        {link}
      </p>
      {caution ? <p class="mt-2 text-small text-caution">{say(caution)}</p> : null}
      {hasFailed ? (
        <p role="alert" class="mt-2 text-small text-danger">
          {say(inviteWords.copyFailed)}
        </p>
      ) : null}
      <div class="mt-3 flex flex-wrap gap-2">
        <Button kind="primary" icon="copy" onClick={() => void copy()}>
          {say(inviteWords.copyLink)}
        </Button>
        {page.hasShare ? (
          <Button
            icon="share"
            onClick={() =>
              void share({ title: 'Kith', text: say(inviteWords.shareText, { room: title }), url: link })
            }
          >
            {say(inviteWords.share)}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

/** The room's link at the address others reach; `kith:` text from a page that has none. */
function useRoomLink(visit: Visit): string {
  const address = { code: visit.room.code as RoomCode, owner: visit.room.owner };
  const page = useShell().network.linkPage.value;
  return page === undefined ? formatRoomText(address) : formatRoomLink(page, address);
}

function cautionOf(link: string, isHosted: boolean) {
  if (!URL.canParse(link)) return undefined;
  const { protocol, hostname } = new URL(link);
  if (protocol === 'kith:') return isHosted ? inviteWords.fromThisMachine : inviteWords.fromFile;
  return isThisMachine(hostname) ? inviteWords.localhost : undefined;
}
