// A row's id is the text of an offer's key, which is no text to be shown or sent; outside it is hexadecimal.

import { formatHex, parseHex } from '../../primitives/bytes.ts';
import { keyText } from '../../swarm/protocol.ts';
import type { SharedFileId } from '../file-sharing.ts';
import type { FileId } from './api.ts';

export function sharedIdOf(id: FileId): SharedFileId {
  return formatHex(Uint8Array.from(id, (letter) => letter.charCodeAt(0)));
}

/** Of what is none, an id that no row has. */
export function fileIdOf(id: SharedFileId): FileId {
  return keyText(parseHex(id) ?? new Uint8Array());
}
