// What the person at the terminal asked for: arguments first, then the environment. Knows nothing of servers.

import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../src/primitives/result.ts';

export type CommandLine =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'start';
      /** Absent: the usual port, or the next free one. 0: any free one. */
      readonly port?: number;
      /** The one address to listen on; absent: all of them. */
      readonly hostName?: string;
    };

type Environment = Readonly<Record<string, string | undefined>>;

const MAX_PORT = 65_535;

export const HELP = `Serves Kith and introduces browsers to each other, on one port.

  npm start -- [options]

  --port NUMBER   port to listen on (or PORT); without it 8080, or the next free one; 0 takes any free one
  --host ADDRESS  the one address to listen on, such as 127.0.0.1; without it all addresses of this machine
  --help          this text

Environment
  KITH_PUBLIC_URL               the address others reach this host by, such as https://kith.example.org
  KITH_CERT, KITH_KEY           files of a certificate and its key (PEM) in place of the one made at first start
  KITH_STUN                     STUN addresses, separated by commas
  KITH_TURN                     TURN addresses, separated by commas, with KITH_TURN_USERNAME, KITH_TURN_CREDENTIAL
  KITH_ICE_SERVERS              the whole list as JSON, in place of the three above`;

/** Reads arguments (without node and script) and environment; the error is one line for people. */
export function parseCommandLine(
  args: readonly string[],
  environment: Environment,
): Result<CommandLine, string> {
  const given = readArguments(args);
  if (!given.ok) return given;
  if (given.value.help) return ok({ kind: 'help' });
  const port = parsePort(given.value.port, environment['PORT']);
  if (!port.ok) return port;
  return ok({
    kind: 'start',
    ...(port.value === undefined ? {} : { port: port.value }),
    ...(given.value.host === undefined ? {} : { hostName: given.value.host }),
  });
}

interface Arguments {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly help?: boolean | undefined;
}

function readArguments(args: readonly string[]): Result<Arguments, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, host: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    return values.host === '' ? err('--host needs an address.') : ok(values);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '';
    return err(`${reason.replace(/\. .*$/, '')}. See: npm start -- --help`);
  }
}

function parsePort(
  argument: string | undefined,
  variable: string | undefined,
): Result<number | undefined, string> {
  const [name, given] = argument === undefined ? ['PORT', variable] : ['--port', argument];
  if (given === undefined || (given === '' && name === 'PORT')) return ok(undefined);
  const port = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN;
  if (port <= MAX_PORT) return ok(port);
  return err(`${name} must be a whole number from 0 to ${MAX_PORT}, not "${given.slice(0, 40)}".`);
}
