// A broker that this device does not know yet, offered by the room's link or by the name of the saved file: asked about,
// never taken.

import { useSay } from '../../ui/locale.tsx';
import { Switch } from '../../ui/Switch.tsx';
import type { RoomAddress } from '../../room/room-link.ts';
import { offeredBroker, type BrokerAddress } from '../brokers.ts';
import type { OfferSource } from '../network.ts';
import { useShell } from '../shell.tsx';
import { useJoinSource } from './join-source.ts';
import { joinWords } from './words.ts';

export interface BrokerOffer {
  readonly broker: BrokerAddress;
  readonly source: OfferSource;
}

/** The broker of the link's own host, when the link came from elsewhere; for words alone that of the file's host. */
export function useLinkOffer(link: RoomAddress): BrokerOffer | undefined {
  const { network, page } = useShell();
  const origin = useJoinSource().originOfRoom(link);
  const fileOffer = useFileOffer();
  if (origin === undefined) return fileOffer;
  if (origin === network.host.value?.publicOrigin) return undefined;
  const configured = network.brokers.value
    .filter((each) => each.source !== 'link')
    .map((each) => each.broker);
  const broker = offeredBroker(origin, configured, page.address);
  return broker && { broker, source: 'link' };
}

/** The broker of the host that a copy from disk was saved from, until it is in use. */
export function useFileOffer(): BrokerOffer | undefined {
  const { network, page } = useShell();
  const configured = network.brokers.value.map((each) => each.broker);
  const broker = offeredBroker(page.savedFrom, configured, page.address);
  return broker && { broker, source: 'file' };
}

export interface BrokerOfferProps {
  readonly offer: BrokerOffer;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function BrokerOfferSwitch({ offer, isOn, onChange }: BrokerOfferProps) {
  const say = useSay();
  const host = offer.broker.label;
  const title = offer.source === 'link' ? joinWords.offeredTitle : joinWords.savedTitle;
  return (
    <section class="grid gap-3 rounded-control border border-line-2 p-4">
      <p class="text-ui">
        <b>{say(title, { host })}</b> {say(joinWords.offeredText)}
      </p>
      <Switch
        label={say(joinWords.useOffered, { host })}
        hint={say(joinWords.useOfferedHint)}
        checked={isOn}
        onChange={onChange}
      />
    </section>
  );
}
