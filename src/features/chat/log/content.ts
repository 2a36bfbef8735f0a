// What entries say: a schema for each kind, with its maximum for everything. Decoding never fails loudly: what does not
// hold says nothing.

import { formatHex, parseHex, type Bytes } from '../../../primitives/bytes.ts';
import { formatBase64url, parseBase64url } from '../../../primitives/base64url.ts';
import { decodeMessage, encodeMessage } from '../../../primitives/codec.ts';
import {
  boolean,
  bytes,
  integer,
  list,
  optional,
  record,
  text,
  type Parsed,
  type Schema,
} from '../../../primitives/schema.ts';
import {
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENTS,
  MAX_MENTIONS,
  MAX_PEAKS,
  MAX_POLL_OPTIONS,
  MAX_POLL_TEXT_LENGTH,
  MAX_TEXT_LENGTH,
  MAX_TIMER_MS,
  MAX_URL_LENGTH,
  MAX_VOICE_MS,
  type Attachment,
} from '../api.ts';
import { MAX_REF_BYTES, MAX_REF_COUNT, type SharedRef } from '../../file-sharing.ts';
import { HASH_BYTES, KIND, MAX_SEQ } from './entry.ts';

/** One emoji with skin tones and joiners; flags of regions are the longest. */
const MAX_EMOJI_LENGTH = 32;
const MAX_FILE_NAME_LENGTH = 255;
const MAX_TYPE_LENGTH = 100;
const PEER_BYTES = 16;
/** Of an offer's key. */
const KEY_BYTES = 16;
const IDENTITY_BYTES = 32;

/** Another entry of the same thread. */
const REF = record({ peer: bytes({ length: PEER_BYTES }), seq: integer({ min: 0, max: MAX_SEQ }) });
export type Ref = Parsed<typeof REF>;

const FILE = record({
  hash: bytes({ length: HASH_BYTES }),
  size: integer({ min: 0, max: MAX_ATTACHMENT_BYTES }),
  name: text({ maxLength: MAX_FILE_NAME_LENGTH }),
  type: text({ maxLength: MAX_TYPE_LENGTH }),
});
type WireFile = Parsed<typeof FILE>;

/** A file or folder that is offered in the room's files (swarm/protocol.ts): the message says which, and no more. */
const SHARED = record({
  key: bytes({ length: KEY_BYTES }),
  root: optional(bytes({ length: HASH_BYTES })),
  name: text({ maxLength: MAX_FILE_NAME_LENGTH }),
  type: text({ maxLength: MAX_TYPE_LENGTH }),
  size: integer({ min: 0, max: MAX_REF_BYTES }),
  /** Of a folder: how many files are in it. */
  count: optional(integer({ min: 1, max: MAX_REF_COUNT })),
});
type WireShared = Parsed<typeof SHARED>;

const mentions = list(bytes({ length: IDENTITY_BYTES }), { maxLength: MAX_MENTIONS });

const TEXT = record({
  text: text({ maxLength: MAX_TEXT_LENGTH }),
  reply: optional(REF),
  mentions,
  files: list(FILE, { maxLength: MAX_ATTACHMENTS }),
  shared: optional(list(SHARED, { maxLength: MAX_ATTACHMENTS })),
});
const VOICE = record({
  file: FILE,
  durationMs: integer({ min: 0, max: MAX_VOICE_MS }),
  peaks: bytes({ maxLength: MAX_PEAKS }),
  reply: optional(REF),
});
const POLL = record({
  question: text({ minLength: 1, maxLength: MAX_POLL_TEXT_LENGTH }),
  options: list(text({ minLength: 1, maxLength: MAX_POLL_TEXT_LENGTH }), { maxLength: MAX_POLL_OPTIONS }),
  multiple: boolean,
});
const LINK = record({
  url: text({ minLength: 1, maxLength: MAX_URL_LENGTH }),
  note: text({ maxLength: MAX_POLL_TEXT_LENGTH }),
});
const EDIT = record({ of: REF, text: text({ minLength: 1, maxLength: MAX_TEXT_LENGTH }), mentions });
const DELETE = record({ of: REF });
const REACT = record({ of: REF, emoji: text({ minLength: 1, maxLength: MAX_EMOJI_LENGTH }), on: boolean });
const PIN = record({ of: REF, on: boolean });
const VOTE = record({
  of: REF,
  choices: list(integer({ min: 0, max: MAX_POLL_OPTIONS - 1 }), { maxLength: MAX_POLL_OPTIONS }),
});
const TIMER = record({ ms: integer({ min: 0, max: MAX_TIMER_MS }) });

const SCHEMAS = {
  text: TEXT,
  voice: VOICE,
  poll: POLL,
  link: LINK,
  edit: EDIT,
  delete: DELETE,
  react: REACT,
  pin: PIN,
  vote: VOTE,
  timer: TIMER,
} as const;

type Name = keyof typeof SCHEMAS;
export type Content = { [N in Name]: { readonly kind: N } & Parsed<(typeof SCHEMAS)[N]> }[Name];
type Of<N extends Name> = Extract<Content, { readonly kind: N }>;
export type MessageContent = Of<'text' | 'voice' | 'poll' | 'link'>;
export type ActContent = Of<'edit' | 'delete' | 'react' | 'pin' | 'vote'>;

const NAMES = new Map<number, Name>(Object.entries(KIND).map(([name, kind]) => [kind, name as Name]));

export function encodeContent({ kind: _kind, ...fields }: Content): Bytes {
  return encodeMessage(fields);
}

/** Undefined for kinds of a later version and for what does not hold. */
export function decodeContent(kind: number, content: Uint8Array): Content | undefined {
  const name = NAMES.get(kind);
  if (!name) return undefined;
  const decoded = decodeMessage(content, SCHEMAS[name] as Schema<object>);
  if (!decoded.ok) return undefined;
  const said = { kind: name, ...decoded.value } as Content;
  return isSensible(said) ? said : undefined;
}

/** What a schema does not say. */
export function isSensible(content: Content): boolean {
  switch (content.kind) {
    case 'text':
      return content.text.trim() !== '' || content.files.length > 0 || (content.shared ?? []).length > 0;
    case 'poll':
      return content.options.length >= 2;
    case 'link':
      return isWebAddress(content.url);
    case 'react':
      return isEmoji(content.emoji);
    default:
      return true;
  }
}

const PICTURE = '\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?';
/** Of England and its like. */
const TAGS = '[\\u{E0020}-\\u{E007E}]{2,6}\\u{E007F}';
const EMOJI = new RegExp(
  `^(?:\\p{Regional_Indicator}{2}|[0-9#*]\\uFE0F?\\u20E3|${PICTURE}(?:\\u200D${PICTURE}){0,6}(?:${TAGS})?)$`,
  'u',
);

/**
 * One picture and nothing else. By its form, not by the list that each browser has of its Unicode: or else two would not
 * see the same.
 */
export function isEmoji(text: string): boolean {
  return text.length <= MAX_EMOJI_LENGTH && EMOJI.test(text);
}

/** An address with a user name in it only looks like its first host. */
export function isWebAddress(url: string): boolean {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

export function attachmentOf({ hash, size, name, type }: WireFile): Attachment {
  return { hash: formatBase64url(hash), size, name, type };
}

/** Undefined when its hash is none. */
export function fileOf({ hash, size, name, type }: Attachment): WireFile | undefined {
  const parsed = parseBase64url(hash);
  return parsed?.length === HASH_BYTES ? { hash: parsed, size, name, type } : undefined;
}

export function sharedOf({ key, root, name, type, size, count }: WireShared): SharedRef {
  return {
    id: formatHex(key),
    ...(root ? { root: formatHex(root) } : {}),
    name,
    type,
    sizeBytes: size,
    ...(count === undefined ? {} : { count }),
  };
}

/** Undefined when it names no offer. */
export function sharedFrom({ id, root, name, type, sizeBytes, count }: SharedRef): WireShared | undefined {
  const key = parseHex(id);
  const content = root === undefined ? undefined : parseHex(root);
  if (key?.length !== KEY_BYTES || (root !== undefined && content?.length !== HASH_BYTES)) return undefined;
  const isSized = Number.isSafeInteger(sizeBytes) && sizeBytes >= 0 && sizeBytes <= MAX_REF_BYTES;
  const isCounted = count === undefined || (Number.isInteger(count) && count >= 1 && count <= MAX_REF_COUNT);
  if (!isSized || !isCounted) return undefined;
  return {
    key,
    ...(content ? { root: content } : {}),
    name: cutTo(MAX_FILE_NAME_LENGTH, name),
    type: cutTo(MAX_TYPE_LENGTH, type),
    size: sizeBytes,
    ...(count === undefined ? {} : { count }),
  };
}

function cutTo(length: number, given: string): string {
  return given.toWellFormed().slice(0, length).toWellFormed();
}
