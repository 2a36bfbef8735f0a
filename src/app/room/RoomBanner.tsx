// One banner under the top bar, the worst first: offline, links dropped, no broker. Says what still works.

import type { ComponentChildren } from 'preact';
import { isLinked, listPeople } from '../../features/people/index.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import type { IconName } from '../../ui/icon-shapes.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { explainFailure } from '../join/JoinProgress.tsx';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { roomTrouble } from './room-trouble.ts';
import { bannerWords } from './words.ts';

export function RoomBanner({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const locale = useLocale();
  const { isOnline } = useShell();
  const { room } = visit;
  const people = listPeople(room.peers.value, room.self).filter((person) => person.kind !== 'gone');
  const trouble = roomTrouble({
    isOnline: isOnline.value,
    state: room.state.value,
    brokers: room.brokers.value,
    people: people.length,
    linked: people.filter(isLinked).length,
    reconnecting: people.filter((person) => person.kind === 'reconnecting').length,
  });
  const retry = (
    <Button size="small" icon="refresh" onClick={() => room.retry()}>
      {say(bannerWords.retry)}
    </Button>
  );
  switch (trouble.kind) {
    case 'offline':
      return <Status icon="wifioff" title={say(bannerWords.offline)} text={say(bannerWords.offlineText)} />;
    case 'failed': {
      const words = explainFailure(say, locale, trouble.failure);
      return <Status icon="alert" title={words.title} text={words.text} action={retry} />;
    }
    case 'dropped': {
      const { back, of } = trouble;
      return (
        <Status
          icon="refresh"
          title={say(bannerWords.dropped)}
          text={say(bannerWords.droppedText, { back, n: of })}
        />
      );
    }
    case 'no-broker':
      return (
        <Status
          icon="antenna"
          title={say(bannerWords.noBroker)}
          text={say(trouble.linksStand ? bannerWords.noBrokerLinksStand : bannerWords.noBrokerAlone)}
        />
      );
    default:
      return <Status />;
  }
}

interface StatusProps {
  readonly icon?: IconName;
  readonly title?: string;
  readonly text?: string;
  readonly action?: ComponentChildren;
}

/** The live region stands before its text does, or some screen readers miss the first one. */
function Status({ icon, title, text, action }: StatusProps) {
  return (
    <output class="block">
      {icon && title ? <Banner kind="caution" icon={icon} title={title} text={text} action={action} /> : null}
    </output>
  );
}
