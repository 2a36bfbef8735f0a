// Records one more golden handshake and prints it, to be appended to tests/fixtures/wire/handshake-v1.json by hand:
//   node --import tsx scripts/record-handshake.ts "a room" --psk [--epoch]
// Recorded ones never change: a change of bytes is a new version with a file of its own.

import { webcrypto } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createWebCrypto } from '../src/platform/web-crypto.ts';
import { createWebRandom } from '../src/platform/web-random.ts';
import { recordHandshake } from '../tests/support/record-handshake.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { psk: { type: 'boolean', default: false }, epoch: { type: 'boolean', default: false } },
});
const [title] = positionals;
if (title === undefined) throw new Error('what is it a handshake of?');

const random = createWebRandom();
const context = {
  namespace: random.bytes(16),
  ...(values.psk ? { psk: random.bytes(32) } : {}),
  ...(values.epoch ? { epochSecret: random.bytes(32) } : {}),
};
const crypto = createWebCrypto(webcrypto.subtle as SubtleCrypto);
console.log(JSON.stringify(await recordHandshake(title, context, { crypto, random }), undefined, 2));
