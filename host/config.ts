// What the page is told to use: `GET /kith.json`. Its shape, version 1:
//   { version: 1, brokers: [{ url, label? }], iceServers: [{ urls: [..], username?, credential? }], publicOrigin }
// A broker's url may be relative to the page; an ICE server is an entry of RTCConfiguration.iceServers.

import { err, ok, type Result } from '../src/primitives/result.ts';
import { list, optional, record, text, type Schema } from '../src/primitives/schema.ts';

export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

export interface PageConfig {
  readonly version: 1;
  readonly brokers: readonly { readonly url: string; readonly label?: string }[];
  readonly iceServers: readonly IceServer[];
  /** What room links start with: never `localhost` while another device could use another address. */
  readonly publicOrigin: string;
}

/** What the environment says about the world around the host. */
export interface HostSettings {
  readonly iceServers: readonly IceServer[];
  /** Origin of KITH_PUBLIC_URL. */
  readonly publicOrigin: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Browsers slow down and warn beyond a handful; the page's parser has the same limits. */
const MAX_ICE_SERVERS = 8;
const MAX_URLS_OF_ONE_SERVER = 4;
const MAX_ICE_TEXT_LENGTH = 256;

const iceText = text({ minLength: 1, maxLength: MAX_ICE_TEXT_LENGTH });

const iceServersSchema: Schema<readonly IceServer[]> = list(
  record({
    urls: list(iceText, { maxLength: MAX_URLS_OF_ONE_SERVER }),
    username: optional(iceText),
    credential: optional(iceText),
  }),
  { maxLength: MAX_ICE_SERVERS },
);

/** Reads KITH_PUBLIC_URL and the ICE servers; the error is one line for people. */
export function parseSettings(environment: Environment): Result<HostSettings, string> {
  const publicOrigin = parsePublicUrl(environment['KITH_PUBLIC_URL']);
  if (!publicOrigin.ok) return publicOrigin;
  const iceServers = parseIceServers(environment);
  if (!iceServers.ok) return iceServers;
  return ok({ publicOrigin: publicOrigin.value, iceServers: iceServers.value });
}

function parsePublicUrl(given: string | undefined): Result<string | undefined, string> {
  if (!given) return ok(undefined);
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
  if (isOrigin) return ok(url.origin);
  return err('KITH_PUBLIC_URL must be an address without a path, such as https://kith.example.org.');
}

function parseIceServers(environment: Environment): Result<readonly IceServer[], string> {
  const json = environment['KITH_ICE_SERVERS'];
  const given = json ? readJson(json) : listOf(environment);
  const parsed = iceServersSchema.parse(withUrlLists(given));
  const source = json ? 'KITH_ICE_SERVERS' : 'KITH_STUN or KITH_TURN';
  if (!parsed.ok) {
    const { path, expected } = parsed.error;
    return err(`${source} is not a list of ICE servers: ${path || 'it'} should be ${expected}.`);
  }
  const strange = parsed.value.flatMap((server) => server.urls).find((url) => !isIceUrl(url));
  if (strange !== undefined) return err(`${source} holds "${strange}", which is no stun: or turn: address.`);
  return parsed.value.every(hasWhatTurnNeeds)
    ? ok(parsed.value)
    : err(`${source}: a turn: address needs a username and a credential.`);
}

function listOf(environment: Environment): unknown {
  const stun = splitUrls(environment['KITH_STUN']);
  const turn = splitUrls(environment['KITH_TURN']);
  const username = environment['KITH_TURN_USERNAME'];
  const credential = environment['KITH_TURN_CREDENTIAL'];
  return [
    ...(stun.length === 0 ? [] : [{ urls: stun }]),
    ...(turn.length === 0
      ? []
      : [{ urls: turn, ...(username ? { username } : {}), ...(credential ? { credential } : {}) }]),
  ];
}

/** `urls` may also be one text, as in RTCIceServer; the page gets lists only. */
function withUrlLists(given: unknown): unknown {
  if (!Array.isArray(given)) return given;
  return given.map((server: unknown) =>
    typeof server === 'object' && server !== null && 'urls' in server && typeof server.urls === 'string'
      ? { ...server, urls: [server.urls] }
      : server,
  );
}

function splitUrls(given = ''): readonly string[] {
  return given
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '');
}

function isIceUrl(url: string): boolean {
  return /^(stun|turn)s?:\S+$/i.test(url);
}

/** Browsers refuse to make any connection when a TURN server comes without them. */
function hasWhatTurnNeeds({ urls, username, credential }: IceServer): boolean {
  return (username !== undefined && credential !== undefined) || !urls.some((url) => /^turn/i.test(url));
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
