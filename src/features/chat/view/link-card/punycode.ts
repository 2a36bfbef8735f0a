// The letters behind an `xn--` label (RFC 3492). Browsers show addresses in this form only; who reads a card should see
// both. Decoding only, and only of what a browser's own parser has let through.

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 0x80;
const LAST_CODE = 0x10_ff_ff;
/** Of one label: DNS takes no longer ones. */
const MAX_LABEL_LENGTH = 63;
const ACE = 'xn--';

/** A host with its labels as letters; labels that cannot be read stay as they are. */
export function lettersOfHost(host: string): string {
  return host
    .split('.')
    .map((label) => (label.startsWith(ACE) ? (decodePunycode(label.slice(ACE.length)) ?? label) : label))
    .join('.');
}

/** Undefined for what is no Punycode. */
export function decodePunycode(input: string): string | undefined {
  if (input.length > MAX_LABEL_LENGTH) return undefined;
  const split = input.lastIndexOf('-');
  const letters = Array.from(split > 0 ? input.slice(0, split) : '', (letter) => letter.codePointAt(0) ?? 0);
  let at = split > 0 ? split + 1 : 0;
  let [code, index, bias] = [FIRST_CODE, 0, FIRST_BIAS];
  while (at < input.length) {
    const read = readDelta(input, at, bias);
    if (!read) return undefined;
    at = read.next;
    const count = letters.length + 1;
    const target = index + read.delta;
    bias = adapt(read.delta, count, index === 0);
    code += Math.floor(target / count);
    if (code > LAST_CODE) return undefined;
    index = target % count;
    letters.splice(index, 0, code);
    index += 1;
  }
  return String.fromCodePoint(...letters).normalize('NFC');
}

function readDelta(
  input: string,
  from: number,
  bias: number,
): { readonly delta: number; readonly next: number } | undefined {
  let [delta, weight] = [0, 1];
  for (let at = from, k = BASE; at < input.length; at += 1, k += BASE) {
    const digit = digitOf(input.charCodeAt(at));
    if (digit === undefined) return undefined;
    delta += digit * weight;
    if (!Number.isSafeInteger(delta)) return undefined;
    const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias));
    if (digit < threshold) return { delta, next: at + 1 };
    weight *= BASE - threshold;
  }
  return undefined;
}

function digitOf(code: number): number | undefined {
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x7a ? letter - 0x61 : undefined;
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let left = Math.floor(delta / (isFirst ? DAMP : 2));
  left += Math.floor(left / count);
  let k = 0;
  while (left > ((BASE - T_MIN) * T_MAX) / 2) {
    left = Math.floor(left / (BASE - T_MIN));
    k += BASE;
  }
  return k + Math.floor(((BASE - T_MIN + 1) * left) / (left + SKEW));
}
