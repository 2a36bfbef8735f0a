// The answers that are no files: health, the page's configuration, a share that arrived before the service worker, and
// what is said when nothing is there.

import type { ErrorRequestHandler, RequestHandler } from 'express';
import { SECURITY_HEADERS } from './security-headers.ts';
import { BROKER_PATH } from './broker.ts';
import type { HostSettings, PageConfig } from './config.ts';

export interface Health {
  readonly status: 'ok';
  readonly uptimeSeconds: number;
  /** Clients of the broker. */
  readonly peers: number;
  readonly version: string;
}

const SEE_OTHER = 303;
const NOT_FOUND = 404;
const BAD_REQUEST = 400;

const NOT_FOUND_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Nothing here · Kith</title>
<p>There is nothing at this address. <a href="/">Open Kith</a></p>
</html>
`;

export function createHealthAnswer(health: () => Health): RequestHandler {
  return (_request, response) => {
    response.set('cache-control', 'no-store').json(health());
  };
}

/** `publicOrigin` is asked each time: a laptop's address changes with its network. */
export function createConfigAnswer(settings: HostSettings, publicOrigin: () => string): RequestHandler {
  return (_request, response) => {
    const config: PageConfig = {
      version: 1,
      brokers: [{ url: BROKER_PATH }],
      iceServers: settings.iceServers,
      publicOrigin: publicOrigin(),
    };
    response.set('cache-control', 'no-store').json(config);
  };
}

/** The service worker takes shares; before it runs, what was shared cannot be kept, but the page says so. */
export const answerShare: RequestHandler = (request, response) => {
  request.resume();
  request.once('end', () => response.set('cache-control', 'no-store').redirect(SEE_OTHER, '/#/share'));
};

export const answerNotFound: RequestHandler = (_request, response) => {
  response.set({
    'content-security-policy': `default-src 'none'; ${SECURITY_HEADERS['content-security-policy']}`,
    'cache-control': 'no-store',
  });
  response.status(NOT_FOUND).type('html').send(NOT_FOUND_PAGE);
};

/** Four parameters are how Express knows a handler of errors. Its own would show a stack. */
export const answerError: ErrorRequestHandler = (_error, _request, response, next) => {
  if (response.headersSent) return next(_error);
  response.status(BAD_REQUEST).type('text/plain').send('This request cannot be answered.\n');
};
