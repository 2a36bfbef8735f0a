// What the terminal says once the host runs.

import { renderTerminalQr } from './terminal-qr.ts';

export interface Announcement {
  readonly version: string;
  readonly localUrl: string;
  /** Undefined when no other device can reach this machine. */
  readonly networkUrl: string | undefined;
  /** Given by KITH_PUBLIC_URL. */
  readonly publicUrl: string | undefined;
  readonly isSelfMade: boolean;
  readonly isColoured: boolean;
}

const INDENT = '  ';

export function formatAnnouncement(announcement: Announcement): string {
  const { version, localUrl, networkUrl, publicUrl } = announcement;
  return [
    `Kith ${version} is running.`,
    '',
    ...line('On this machine', localUrl),
    ...line('On this network', networkUrl),
    ...line('Everywhere', publicUrl),
    ...qrLines(publicUrl ?? networkUrl, announcement.isColoured),
    '',
    ...certificateLines(announcement),
    `${INDENT}Ctrl-C ends it.`,
    '',
  ].join('\n');
}

function line(label: string, url: string | undefined): readonly string[] {
  return url === undefined ? [] : [`${INDENT}${`${label}:`.padEnd(17)}${url}`];
}

function qrLines(url: string | undefined, isColoured: boolean): readonly string[] {
  if (url === undefined) return [];
  const code = renderTerminalQr(url, { isColoured }).split('\n');
  return ['', ...code.map((each) => `${INDENT}${each}`)];
}

function certificateLines({ networkUrl, publicUrl, isSelfMade }: Announcement): readonly string[] {
  if (networkUrl === undefined) return [`${INDENT}No network: other devices cannot reach this machine now.`];
  if (!isSelfMade || publicUrl !== undefined) return [];
  return [
    `${INDENT}Phones: scan the code. The browser warns once, because this machine made its certificate itself:`,
    `${INDENT}choose "Advanced" and go on. The connection is encrypted all the same.`,
    `${INDENT}With such a certificate browsers neither keep Kith for offline use nor install it. For that, set KITH_CERT`,
    `${INDENT}and KITH_KEY to a certificate they trust, or put a proxy in front and set KITH_PUBLIC_URL.`,
  ];
}
