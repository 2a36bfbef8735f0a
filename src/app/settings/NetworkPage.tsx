// Brokers and ICE servers: which there are, whether they answer, adding and removing one's own.

import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useSay } from '../../ui/locale.tsx';
import { parseBroker } from '../brokers.ts';
import { iceServerSchema, MAX_BROKERS, MAX_ICE_SERVERS } from '../host-config.ts';
import type { BrokerStatus } from '../network.ts';
import { offlineObstacle, offlineWords } from '../offline-words.ts';
import { useShell } from '../shell.tsx';
import { AddServer } from './AddServer.tsx';
import { networkWords } from './network-words.ts';
import { Section } from './Section.tsx';

const brokerOrigins = {
  host: networkWords.fromHost,
  own: networkWords.own,
  link: networkWords.fromLink,
  file: networkWords.fromFile,
} as const;

export function NetworkPage() {
  const say = useSay();
  const { network, workerState } = useShell();
  const obstacle = offlineObstacle(workerState.value);
  const brokers = network.brokers.value;
  useEffect(() => {
    void network.ready.then(() => network.probe());
  }, [network]);
  return (
    <>
      <Section title={say(networkWords.brokers)} text={say(networkWords.brokersText)}>
        {brokers.length === 0 ? <p class="text-base text-ink-2">{say(networkWords.none)}</p> : null}
        <ul>
          {brokers.map((status) => (
            <BrokerRow key={status.broker.url} status={status} />
          ))}
        </ul>
        <AddBroker />
        {brokers.length === 0 ? null : (
          <div>
            <Button size="small" icon="refresh" onClick={() => void network.probe()}>
              {say(networkWords.test)}
            </Button>
          </div>
        )}
      </Section>
      <Section title={say(networkWords.ice)} text={say(networkWords.iceText)}>
        <IceList />
        <AddIceServer />
      </Section>
      <p class="text-small text-ink-3">{say(networkWords.nextRoom)}</p>
      {obstacle ? <Section title={say(offlineWords.title)} text={say(obstacle)} /> : null}
    </>
  );
}

function BrokerRow({ status }: { readonly status: BrokerStatus }) {
  const say = useSay();
  const { settings, page } = useShell();
  const { broker, source, reach } = status;
  const origin = brokerOrigins[source];
  const remove = () => {
    const kept = settings.current.value.brokers.filter((address) => {
      const parsed = parseBroker(address, page.address);
      return parsed.ok && parsed.value.url !== broker.url;
    });
    void settings.change({ brokers: kept });
  };
  return (
    <ListedServer
      name={broker.label}
      caption={`${say(networkWords[reach])} · ${say(origin)}`}
      onRemove={source === 'own' ? remove : undefined}
    />
  );
}

function IceList() {
  const say = useSay();
  const { settings, network } = useShell();
  const own = settings.current.value.iceServers;
  const fromHost = network.host.value?.iceServers ?? [];
  if (own.length + fromHost.length === 0)
    return <p class="text-base text-ink-2">{say(networkWords.noIce)}</p>;
  return (
    <ul>
      {fromHost.map((server) => (
        <ListedServer
          key={server.urls.join()}
          name={server.urls.join(', ')}
          caption={say(networkWords.fromHost)}
          onRemove={undefined}
        />
      ))}
      {own.map((server) => (
        <ListedServer
          key={server.urls.join()}
          name={server.urls.join(', ')}
          caption={say(networkWords.own)}
          onRemove={() => void settings.change({ iceServers: own.filter((each) => each !== server) })}
        />
      ))}
    </ul>
  );
}

interface ListedServerProps {
  readonly name: string;
  readonly caption: string;
  readonly onRemove: (() => void) | undefined;
}

function ListedServer({ name, caption, onRemove }: ListedServerProps) {
  const say = useSay();
  return (
    <li class="flex min-h-15 items-center gap-3 border-b border-line">
      <span class="min-w-0 flex-1">
        <b dir="ltr" class="block truncate text-start text-ui">
          {name}
        </b>
        <small class="block text-small text-ink-3">{caption}</small>
      </span>
      {onRemove ? (
        <Button
          kind="quiet"
          icon="trash"
          iconOnly
          label={say(networkWords.remove, { name })}
          onClick={onRemove}
        />
      ) : null}
    </li>
  );
}

function AddBroker() {
  const say = useSay();
  const { settings, network, page } = useShell();
  const add = (address: string) => {
    const own = settings.current.value.brokers;
    const parsed = parseBroker(address, page.address);
    if (!parsed.ok) {
      return say(parsed.error.code === 'insecure' ? networkWords.insecure : networkWords.notAnAddress);
    }
    const isKnown = network.brokers.value.some(
      (each) => each.broker.url === parsed.value.url && (each.source === 'host' || each.source === 'own'),
    );
    if (isKnown) return say(networkWords.known);
    if (own.length >= MAX_BROKERS) return say(networkWords.full, { n: MAX_BROKERS });
    void settings.change({ brokers: [...own, parsed.value.url] }).then(() => network.probe());
    return undefined;
  };
  return (
    <AddServer
      label={say(networkWords.addBroker)}
      placeholder="wss://broker.example"
      inputMode="url"
      maxLength={300}
      onAdd={add}
    />
  );
}

function AddIceServer() {
  const say = useSay();
  const { settings } = useShell();
  const [username, setUsername] = useState('');
  const [credential, setCredential] = useState('');
  const add = (url: string) => {
    const own = settings.current.value.iceServers;
    const login = isTurn(url) ? { username, credential } : {};
    const parsed = iceServerSchema.parse({ urls: [url.trim()], ...login });
    if (!parsed.ok) return say(networkWords.notIce);
    if (own.length >= MAX_ICE_SERVERS) return say(networkWords.full, { n: MAX_ICE_SERVERS });
    void settings.change({ iceServers: [...own, parsed.value] });
    return undefined;
  };
  const login = (url: string) =>
    isTurn(url) ? (
      <div class="grid gap-3 sm:grid-cols-2">
        <TextField
          label={say(networkWords.username)}
          value={username}
          onInput={setUsername}
          maxLength={256}
        />
        <TextField
          label={say(networkWords.credential)}
          type="password"
          value={credential}
          onInput={setCredential}
          maxLength={256}
        />
      </div>
    ) : null;
  return (
    <AddServer
      label={say(networkWords.addIce)}
      placeholder="stun:stun.example:3478"
      maxLength={256}
      onAdd={add}
      more={login}
    />
  );
}

/** Only a TURN server wants to know who asks. */
function isTurn(url: string): boolean {
  return /^turns?:/i.test(url);
}
