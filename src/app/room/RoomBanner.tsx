// One banner under the top bar, the worst first: offline, links dropped, no broker, here twice. Says what still works.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import type { IconName } from '../../ui/icon-shapes.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { explainFailure } from '../join/JoinProgress.tsx';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { isLasting } from './alone.ts';
import type { RoomTrouble } from './room-trouble.ts';
import { useRoomTrouble } from './use-room-trouble.ts';
import { bannerWords } from './words.ts';

export function RoomBanner({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const trouble = useRoomTrouble(visit);
  switch (trouble.kind) {
    case 'offline':
      return <Status icon="wifioff" title={say(bannerWords.offline)} text={say(bannerWords.offlineText)} />;
    case 'failed':
      return <FailedStatus visit={visit} trouble={trouble} />;
    case 'intercepted':
      return <InterceptedStatus />;
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
    case 'twice':
      return <TwiceStatus visit={visit} />;
    default:
      return <Status />;
  }
}

/** Whoever went to the settings and back has read it still. */
const toldTwice = new WeakSet<Visit>();

/** Said once a visit: having two tabs is no mistake. */
function TwiceStatus({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const [isRead, setRead] = useState(toldTwice.has(visit));
  if (isRead) return <Status />;
  const gotIt = (
    <Button
      size="small"
      onClick={() => {
        toldTwice.add(visit);
        setRead(true);
      }}
    >
      {say(bannerWords.gotIt)}
    </Button>
  );
  return (
    <Status icon="copy" title={say(bannerWords.twice)} text={say(bannerWords.twiceText)} action={gotIt} />
  );
}

/** Nothing to be tried again here: another broker or another network is the way out. */
function InterceptedStatus() {
  const say = useSay();
  const locale = useLocale();
  const { title, text } = explainFailure(say, locale, { code: 'intercepted' });
  return <Status icon="alert" title={title} text={text} action={<NetworkSettings />} />;
}

function NetworkSettings() {
  const say = useSay();
  const { navigation } = useShell();
  return (
    <Button size="small" icon="settings" onClick={() => navigation.go({ kind: 'settings', page: 'network' })}>
      {say(bannerWords.networkSettings)}
    </Button>
  );
}

interface FailedStatusProps {
  readonly visit: Visit;
  readonly trouble: Extract<RoomTrouble, { kind: 'failed' }>;
}

/** Trying again is offered where it may help. The page itself says above that a browser has no WebRTC. */
function FailedStatus({ visit, trouble }: FailedStatusProps) {
  const say = useSay();
  const locale = useLocale();
  const { page } = useShell();
  const { failure } = trouble;
  const { title, text } = explainFailure(say, locale, failure);
  if (!page.hasWebRtc) return <Status />;
  if (!isLasting(trouble)) {
    const retry = (
      <Button size="small" icon="refresh" onClick={() => visit.room.retry()}>
        {say(bannerWords.retry)}
      </Button>
    );
    return <Status icon="alert" title={title} text={text} action={retry} />;
  }
  if (failure.code !== 'no-broker') return <Status icon="alert" title={title} text={text} />;
  return <Status icon="alert" title={title} text={say(bannerWords.noneSetUp)} action={<NetworkSettings />} />;
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
