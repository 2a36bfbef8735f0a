// Visits to a page while no developer tools are attached: attached, they keep a copy of every response and decode it in
// the page's own thread, which for a page of megabytes costs more than what is to be measured.

import type { Browser, CDPSession } from '@playwright/test';

/** Chromium's emulation of a network; needs the tools to be attached, where the network is the bottleneck anyway. */
export interface Network {
  /** Milliseconds of a round trip. */
  readonly latency: number;
  /** Bytes a second. */
  readonly downloadThroughput: number;
  readonly uploadThroughput: number;
}

export interface Visit {
  readonly url: string;
  readonly network?: Network | undefined;
  /** How long nobody looks; after that now and then, until the mark `until` is there. */
  readonly settleMs: number;
  readonly until: string;
}

const START_MS = 150;
const LOOK_PERIOD_MS = 250;
const TIMEOUT_MS = 60_000;
const READ_MARKS = 'JSON.stringify(performance.getEntriesByType("mark").map((m)=>[m.name,m.startTime]))';

/** The page's performance marks, in milliseconds since the navigation began. Nothing is cached from visit to visit. */
export async function visitUnobserved(browser: Browser, visit: Visit): Promise<ReadonlyMap<string, number>> {
  const devtools = await browser.newBrowserCDPSession();
  const { browserContextId } = await devtools.send('Target.createBrowserContext');
  try {
    const { targetId } = await devtools.send('Target.createTarget', { url: 'about:blank', browserContextId });
    await sleep(START_MS);
    return await marksOf(devtools, targetId, visit);
  } finally {
    await devtools.send('Target.disposeBrowserContext', { browserContextId });
    await devtools.detach();
  }
}

async function marksOf(devtools: CDPSession, targetId: string, visit: Visit): Promise<Map<string, number>> {
  const { url, network, settleMs, until } = visit;
  const start = await attach(devtools, targetId);
  if (network) {
    await start.send('Network.enable');
    await start.send('Network.emulateNetworkConditions', { offline: false, ...network });
  }
  await start.send('Page.navigate', { url });
  if (!network) await start.detach();
  await sleep(settleMs);
  for (let waitedMs = 0; waitedMs < TIMEOUT_MS; waitedMs += LOOK_PERIOD_MS) {
    const look = await attach(devtools, targetId);
    const { result } = await look.send('Runtime.evaluate', { expression: READ_MARKS });
    await look.detach();
    const marks = new Map(JSON.parse(result?.value ?? '[]') as [string, number][]);
    if (marks.has(until)) return marks;
    await sleep(LOOK_PERIOD_MS);
  }
  throw new Error(`${url} never set the mark ${until}.`);
}

interface Answer {
  readonly id: number;
  readonly result?: { readonly result?: { readonly value?: string } };
}

/** A session of our own: those of Playwright switch on far more than is asked of them. */
async function attach(devtools: CDPSession, targetId: string) {
  const { sessionId } = await devtools.send('Target.attachToTarget', { targetId, flatten: false });
  let sent = 0;
  return {
    async send(method: string, params: object = {}): Promise<NonNullable<Answer['result']>> {
      sent += 1;
      const id = sent;
      const answered = new Promise<Answer>((resolve) => {
        devtools.on('Target.receivedMessageFromTarget', function hear(event) {
          const answer = JSON.parse(event.message) as Answer;
          if (event.sessionId !== sessionId || answer.id !== id) return;
          devtools.off('Target.receivedMessageFromTarget', hear);
          resolve(answer);
        });
      });
      const message = JSON.stringify({ id, method, params });
      await devtools.send('Target.sendMessageToTarget', { sessionId, message });
      return (await answered).result ?? {};
    },
    detach: () => devtools.send('Target.detachFromTarget', { sessionId }),
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
