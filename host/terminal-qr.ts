// An address as a QR code made of half blocks, so that a phone can read it off the terminal.

import { renderUnicodeCompact } from 'uqr';

export interface TerminalQrOptions {
  /** Sets white on black by itself, so that it is right in light terminals too. */
  readonly isColoured: boolean;
}

/** White modules round the code; the standard asks for 4, phones read 2, and small windows are common. */
const QUIET_ZONE = 2;
const WHITE_ON_BLACK = '\u001B[97;40m';
const RESET = '\u001B[0m';

export function renderTerminalQr(text: string, { isColoured }: TerminalQrOptions): string {
  const lines = renderUnicodeCompact(text, { border: QUIET_ZONE }).split('\n');
  return lines.map((line) => (isColoured ? `${WHITE_ON_BLACK}${line}${RESET}` : line)).join('\n');
}
