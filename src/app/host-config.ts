// What the host says a page should use: `kith.json` beside the page. Untrusted: a broken or hostile answer is the same
// as none. A page from disk has no host and asks nobody.

import { decodeUtf8 } from '../primitives/bytes.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { list, oneOf, optional, record, text, type Schema } from '../primitives/schema.ts';

export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

export interface HostConfig {
  /** Addresses of brokers, possibly relative to the page. */
  readonly brokers: readonly string[];
  readonly iceServers: readonly IceServer[];
  /** Where others reach this page; room links use it. */
  readonly publicOrigin: string | undefined;
}

export type HostConfigError = { readonly code: 'unreachable' | 'too-large' | 'malformed' };

/** Of `kith.json`; see host/config.ts. */
export const HOST_CONFIG_VERSION = 1;
/** A host's answer is a few hundred bytes. */
export const MAX_HOST_CONFIG_BYTES = 16 * 1024;
/** Longer than a slow mobile answer, short enough not to hold a person up. */
export const HOST_CONFIG_TIMEOUT_MS = 5_000;
export const MAX_BROKERS = 8;
export const MAX_ICE_SERVERS = 8;

/** One entry of `RTCConfiguration.iceServers`; `urls` may be one address or several. */
export const iceServerSchema: Schema<IceServer> = {
  parse(value, path) {
    const given = typeof value === 'object' && value !== null ? { ...value } : {};
    if ('urls' in given && typeof given.urls === 'string') Object.assign(given, { urls: [given.urls] });
    return iceServerRecord.parse(given, path);
  },
};

const iceServerRecord = record({
  urls: list(iceUrl(), { maxLength: 4 }),
  username: optional(text({ maxLength: 256 })),
  credential: optional(text({ maxLength: 256 })),
});

const schema = record({
  /** Another version is another contract: as good as no answer. */
  version: oneOf(HOST_CONFIG_VERSION),
  brokers: optional(
    list(record({ url: text({ minLength: 1, maxLength: 300 }) }), { maxLength: MAX_BROKERS }),
  ),
  iceServers: optional(list(iceServerSchema, { maxLength: MAX_ICE_SERVERS })),
  publicOrigin: optional(text({ maxLength: 300 })),
});

/** Reads a `kith.json` already fetched. */
export function parseHostConfig(body: Uint8Array): Result<HostConfig, HostConfigError> {
  if (body.length > MAX_HOST_CONFIG_BYTES) return err({ code: 'too-large' });
  const parsed = schema.parse(parseJson(body));
  if (!parsed.ok) return err({ code: 'malformed' });
  const { brokers = [], iceServers = [], publicOrigin } = parsed.value;
  return ok({
    brokers: brokers.map((broker) => broker.url),
    iceServers,
    publicOrigin: publicOrigin === undefined ? undefined : parseOrigin(publicOrigin),
  });
}

/** Asks the host the page came from; `pageUrl` is the page's address. A page from disk gets `unreachable`. */
export async function fetchHostConfig(
  pageUrl: string,
  fetchImpl: typeof fetch,
): Promise<Result<HostConfig, HostConfigError>> {
  if (!/^https?:/.test(pageUrl)) return err({ code: 'unreachable' });
  try {
    const answer = await fetchImpl(new URL('kith.json', pageUrl), {
      credentials: 'omit',
      cache: 'no-cache',
      signal: AbortSignal.timeout(HOST_CONFIG_TIMEOUT_MS),
    });
    if (!answer.ok) return err({ code: 'unreachable' });
    if (Number(answer.headers.get('content-length') ?? 0) > MAX_HOST_CONFIG_BYTES)
      return err({ code: 'too-large' });
    return parseHostConfig(new Uint8Array(await answer.arrayBuffer()));
  } catch {
    return err({ code: 'unreachable' });
  }
}

/** Scheme, host and port of an http(s) address, else undefined. */
export function parseOrigin(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, origin } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}

function iceUrl(): Schema<string> {
  const limited = text({ minLength: 5, maxLength: 256 });
  return {
    parse(value, path = '') {
      const parsed = limited.parse(value, path);
      if (!parsed.ok || /^(stun|turn)s?:\S+$/i.test(parsed.value)) return parsed;
      return err({ path, expected: 'a stun: or turn: address' });
    },
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(body) ?? '');
  } catch {
    return undefined;
  }
}
