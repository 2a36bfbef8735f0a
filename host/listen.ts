// Finds the port: the one asked for, or the usual one, or the next free one after it.

import type { Server } from 'node:http';
import { HostError, systemCode } from './host-error.ts';

const USUAL_PORT = 8080;
/** How many ports after the usual one are tried. */
const MAX_ATTEMPTS = 20;

export interface ListenOptions {
  /** Asked for, so no other will do; 0 takes any free one. */
  readonly port?: number;
  readonly hostName?: string;
  /** Where the search starts when no port is asked for. */
  readonly firstPort?: number;
}

/** Resolves to the port in use. Throws HostError with a line for people. */
export async function listen(server: Server, options: ListenOptions): Promise<number> {
  const { port, hostName, firstPort = USUAL_PORT } = options;
  if (port !== undefined) return tryPort(server, port, hostName);
  for (let candidate = firstPort; candidate < firstPort + MAX_ATTEMPTS; candidate += 1) {
    try {
      return await tryPort(server, candidate, hostName);
    } catch (error) {
      if (!(error instanceof HostError) || error.code !== 'port-in-use') throw error;
    }
  }
  throw new HostError(
    'port-in-use',
    `Ports ${firstPort} to ${firstPort + MAX_ATTEMPTS - 1} are all in use. Choose another: npm start -- --port NUMBER`,
  );
}

function tryPort(server: Server, port: number, hostName: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => {
      server.off('listening', onListening);
      reject(explain(error, port, hostName));
    };
    const onListening = () => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    };
    server.once('error', onError).once('listening', onListening);
    server.listen({ port, ...(hostName === undefined ? {} : { host: hostName }) });
  });
}

function explain(error: Error, port: number, hostName: string | undefined): HostError {
  const code = systemCode(error);
  const options = { cause: error };
  if (code === 'EADDRINUSE')
    return new HostError('port-in-use', `Port ${port} is in use by another program.`, options);
  if (code === 'EACCES')
    return new HostError('port-refused', `Port ${port} needs more rights than this program has.`, options);
  const where = hostName === undefined ? '' : ` of ${hostName}`;
  return new HostError('port-refused', `Port ${port}${where} cannot be opened: ${code}.`, options);
}
