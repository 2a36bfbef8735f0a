// Bytes that no honest peer sends: no CBOR, CBOR that is not deterministic or not allowed, and CBOR of other shapes
// than any message has. Every decoder answers them with an error, none throws, hangs or grows.

import { encode } from 'cborg';
import { parseHex } from '../../src/primitives/bytes.ts';

export interface HostilePayload {
  readonly title: string;
  readonly bytes: Uint8Array;
}

/** Not well-formed, or of a form that is not ours. */
export const MALFORMED: readonly HostilePayload[] = [
  { title: 'nothing', bytes: new Uint8Array() },
  fromHex('a lone break', 'ff'),
  fromHex('a map cut short', 'a26474797065'),
  fromHex('bytes after the end', 'a164747970656342594500'),
  fromHex('a map of indefinite length', 'bf647479706563425945ff'),
  fromHex('text of indefinite length', 'a164747970657f634259456bff'),
  fromHex('the same key twice', 'a2647479706563425945647479706563425945'),
  fromHex('undefined', 'f7'),
  fromHex('not a number', 'f97e00'),
  fromHex('a big integer', 'c249ffffffffffffffffff'),
  fromHex('a tag', 'c100'),
  fromHex('text that is not UTF-8', 'a1647479706563ff00ff'),
  fromHex('a length of four gigabytes', '9affffffff'),
  fromHex('bytes said to be longer than memory', '5bffffffffffffffff'),
  { title: 'thirty thousand arrays in one another', bytes: new Uint8Array(30_000).fill(0x81) },
];

/** Well-formed, and no message. */
export const CONFUSED: readonly HostilePayload[] = [
  fromValue('a number', 7),
  fromValue('null', null),
  fromValue('text', 'type'),
  fromValue('bytes', new Uint8Array(8)),
  fromValue('a list', ['type', 'text']),
  fromValue('an empty map', {}),
  fromValue('a type that is a list', { type: ['text'] }),
  fromValue('a type that is a map', { type: { type: 'text' } }),
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''].map((type) =>
    fromValue(`the type "${type}"`, { type }),
  ),
  fromValue('a map with a prototype', new Map([['__proto__', { type: 'typing' }]])),
  fromValue('a map whose keys are numbers', new Map([[0, 'type']])),
];

function fromHex(title: string, hex: string): HostilePayload {
  return { title, bytes: parseHex(hex) ?? new Uint8Array() };
}

function fromValue(title: string, value: unknown): HostilePayload {
  return { title, bytes: encode(value) };
}
