// Decoders of what people paste, open or type, of what is kept on the device, and of what a host says.

import { formatBase32, parseBase32 } from '../../../src/primitives/base32.ts';
import { formatBase64url, parseBase64url } from '../../../src/primitives/base64url.ts';
import { decodeUtf8, encodeUtf8, formatHex, parseHex } from '../../../src/primitives/bytes.ts';
import { parsePeerId, parseTransportId } from '../../../src/primitives/ids.ts';
import { parseBroker, parseBrokers, type BrokerAddress } from '../../../src/app/brokers.ts';
import { parseHostConfig, parseOrigin, type HostConfig } from '../../../src/app/host-config.ts';
import { readJoinInput, readOpenedAddress, type JoinInput } from '../../../src/app/join/join-input.ts';
import { formatRoute, parseRoute, type Route } from '../../../src/app/routes.ts';
import { copyNameOf, parseCopyName, savedFromOf } from '../../../src/app/saved-from.ts';
import { decodeSettings, defaultSettings, encodeSettings, type Settings } from '../../../src/app/settings.ts';
import { splitLinks, type TextPart } from '../../../src/features/chat/view/linked-text.ts';
import { decodePunycode } from '../../../src/features/chat/view/link-card/punycode.ts';
import { cleanName } from '../../../src/room/display-name.ts';
import { formatRoomCode, parseRoomCode, suggestWords, type RoomCode } from '../../../src/room/room-code.ts';
import {
  formatRoomAddress,
  formatRoomLink,
  formatRoomText,
  parseRoomInput,
  parseRoomLink,
  type RoomAddress,
  type RoomLink,
} from '../../../src/room/room-link.ts';
import { parsePath } from '../../../host/static-files.ts';
import type { Decoder } from './fuzz.ts';

const WORDS = 'ability-zoo-letter-marine-vivid-abandon';
const LINK = `https://host.example:8443/#/r/${WORDS}~AAECAwQFBgcICQoLDA0ODw`;
const LINKS = [
  LINK,
  `kith:r/${WORDS}`,
  `Come to the room: <${LINK}>.`,
  WORDS.replaceAll('-', ' '),
  `1. Ability 2. ZOO 3) létter 4 marine, vivid; аbandon`,
];
const PAGE = 'https://page.example/';
/** What was wrong with six words repeats them; a pasted text is cut to 4,096. */
const SAID_BACK = 8_000;

function linkText(value: unknown): string {
  const link = value as RoomLink;
  return link.origin === undefined ? formatRoomText(link) : formatRoomLink(`${link.origin}/`, link);
}

const roomDecoders: readonly Decoder[] = [
  {
    title: 'room link',
    covers: ['src/room/room-link.ts#parseRoomLink'],
    input: 'text',
    samples: LINKS.slice(0, 3),
    decode: parseRoomLink,
    encode: linkText,
    limits: { text: 300, list: 6 },
    maxErrorLength: SAID_BACK,
  },
  {
    title: 'what was pasted to join',
    covers: ['src/room/room-link.ts#parseRoomInput'],
    input: 'text',
    samples: LINKS,
    decode: parseRoomInput,
    encode: linkText,
    limits: { text: 300, list: 6 },
    maxErrorLength: SAID_BACK,
  },
  {
    title: 'what the join field says about it',
    covers: ['src/app/join/join-input.ts#readJoinInput'],
    input: 'text',
    samples: LINKS,
    decode: readJoinInput,
    check: (value) => {
      const said = value as JoinInput;
      if (said.kind === 'problem' && said.problem.wrong.length > 3) throw new Error('too many words named');
    },
  },
  {
    title: 'six words',
    covers: ['src/room/room-code.ts#parseRoomCode'],
    input: 'text',
    samples: LINKS.slice(3),
    decode: parseRoomCode,
    encode: (value) => formatRoomCode(value as RoomCode),
    limits: { text: 8, list: 6 },
    maxErrorLength: SAID_BACK,
  },
  {
    title: 'one word to be guessed',
    covers: ['src/room/room-code.ts#suggestWords'],
    input: 'text',
    samples: ['abandn', 'zoo'],
    decode: suggestWords,
    limits: { text: 8, list: 3 },
  },
  {
    title: 'address that was opened',
    covers: ['src/app/join/join-input.ts#readOpenedAddress'],
    input: 'text',
    samples: [`${WORDS}~AAECAwQFBgcICQoLDA0ODw`, WORDS],
    decode: readOpenedAddress,
    encode: (value) => formatRoomAddress(value as RoomAddress),
    limits: { text: 30, list: 6 },
    maxErrorLength: SAID_BACK,
  },
  {
    title: 'name',
    covers: ['src/room/display-name.ts#cleanName'],
    input: 'text',
    samples: ['Ada', 'Zoë 李 👩‍👩‍👧', 'नमस्ते', 'می‌خواهم', '\u202Ebob\u202C'],
    decode: cleanName,
    encode: (value) => value as string,
    check: (value) => {
      if (/[\p{Cc}\u202A-\u202E\u2066-\u2069\n\r\u2028\u2029]/u.test(value as string))
        throw new Error('unclean');
    },
    limits: { text: 256 },
  },
  {
    title: 'links in a message',
    covers: ['src/features/chat/view/linked-text.ts#splitLinks'],
    input: 'text',
    samples: ['see https://example.org/a(b), and http://user@host/', 'no link'],
    decode: splitLinks,
    check: (value, input) => {
      const parts = value as readonly TextPart[];
      if (parts.map(({ text }) => text).join('') !== input) throw new Error('not the same text');
      const links = parts.filter((part) => part.kind === 'link');
      if (links.length > 20) throw new Error('too many links');
      if (links.some(({ href }) => !/^https?:\/\//.test(href))) throw new Error('an odd scheme');
    },
  },
  {
    title: 'letters of a host',
    covers: ['src/features/chat/view/link-card/punycode.ts#decodePunycode'],
    input: 'text',
    samples: ['mller-kva', 'e1afmkfd', 'r8jz45g', 'a--b-epa', 'ls8h'],
    decode: decodePunycode,
    // A label has 63 letters; composing may make a few of one.
    limits: { text: 3 * 63 },
  },
];

const appDecoders: readonly Decoder[] = [
  {
    title: 'address inside the page',
    covers: ['src/app/routes.ts#parseRoute'],
    input: 'text',
    samples: [
      '#/',
      '#/join',
      `#/r/${WORDS}/chat`,
      '#/settings/network',
      '#/share?title=a&text=b%20c',
      '#/nowhere',
    ],
    decode: parseRoute,
    encode: (value) => formatRoute(value as Route),
    check: (value) => {
      const route = value as Route;
      if (route.kind === 'room' && route.code.length > 200) throw new Error('a long code');
      if (route.kind === 'share' && route.text.length > 10_000) throw new Error('a long text');
    },
  },
  {
    title: 'broker as typed',
    covers: ['src/app/brokers.ts#parseBroker', 'src/app/brokers.ts#parseBrokers'],
    input: 'text',
    samples: [
      'broker.example',
      'https://broker.example:9000/path/',
      '/broker',
      'wss://[::1]:9/x',
      'http://localhost:1',
    ],
    decode: (text) => {
      parseBrokers([text, text], PAGE);
      return parseBroker(text, PAGE);
    },
    encode: (value) => (value as BrokerAddress).url,
    limits: { text: 1_000 },
  },
  {
    title: 'origin',
    covers: ['src/app/host-config.ts#parseOrigin'],
    input: 'text',
    samples: ['https://host.example:8443/x', 'http://localhost'],
    decode: parseOrigin,
    encode: (value) => value as string,
  },
  {
    title: "name of a saved copy's file",
    covers: ['src/app/saved-from.ts#parseCopyName', 'src/app/saved-from.ts#savedFromOf'],
    input: 'text',
    samples: ['kith@host.example+8443.html', 'kith@host.example (1).htm'],
    decode: (name) => {
      savedFromOf(`file:///home/${name}`);
      copyNameOf(`https://${name}`);
      return parseCopyName(name);
    },
    encode: (value) => copyNameOf(`${value as string}/`),
    limits: { text: 300 },
  },
  {
    title: "host's settings",
    covers: ['src/app/host-config.ts#parseHostConfig'],
    input: 'bytes',
    samples: [
      '{"version":1,"brokers":[{"url":"/broker"}],"iceServers":[{"urls":["stun:a.example"]}],"publicOrigin":"https://h.example"}',
      '{"version":1,"iceServers":[{"urls":"turn:a.example","username":"u","credential":"c"}]}',
    ].map(encodeUtf8),
    decode: parseHostConfig,
    encode: (value) => {
      const { brokers, ...rest } = value as HostConfig;
      return encodeUtf8(JSON.stringify({ version: 1, brokers: brokers.map((url) => ({ url })), ...rest }));
    },
    limits: { text: 400, list: 8 },
  },
  {
    title: 'stored settings',
    covers: ['src/app/settings.ts#decodeSettings'],
    input: 'bytes',
    head: 0,
    samples: [
      encodeSettings({
        ...defaultSettings('device'),
        name: 'Ada',
        locale: 'hi',
        brokers: ['https://b.example/'],
        iceServers: [{ urls: ['stun:a.example'] }],
        publicOrigin: 'https://h.example',
      }),
    ],
    decode: (bytes) => decodeSettings(bytes, defaultSettings('ghost')),
    encode: (value) => encodeSettings(value as Settings),
    limits: { text: 300, list: 8 },
  },
  {
    title: 'path that a browser asks the host for',
    covers: ['host/static-files.ts#parsePath'],
    input: 'text',
    samples: ['/', '/index.html', '/icons/a-1.png'],
    decode: parsePath,
    check: (value) => {
      if (/(^|\/)\.|\\|\0|^\//.test(value as string)) throw new Error('leads out of the folder');
    },
  },
];

const codingDecoders: readonly Decoder[] = [
  {
    title: 'UTF-8',
    covers: ['src/primitives/bytes.ts#decodeUtf8'],
    input: 'bytes',
    samples: [encodeUtf8('Zoë 李 👩‍👩‍👧')],
    decode: decodeUtf8,
    encode: (value) => encodeUtf8(value as string),
  },
  {
    title: 'hex',
    covers: ['src/primitives/bytes.ts#parseHex'],
    input: 'text',
    samples: ['00ff7f', ''],
    decode: parseHex,
    encode: (value) => formatHex(value as Uint8Array),
  },
  {
    title: 'base32',
    covers: ['src/primitives/base32.ts#parseBase32'],
    input: 'text',
    samples: ['r5lgpcp4iefv43waeh7sllbioi'],
    decode: parseBase32,
    encode: (value) => formatBase32(value as Uint8Array),
  },
  {
    title: 'base64url',
    covers: ['src/primitives/base64url.ts#parseBase64url', 'src/primitives/base64url.ts#parseBits'],
    input: 'text',
    samples: ['AAECAwQFBgcICQoLDA0ODw'],
    decode: parseBase64url,
    encode: (value) => formatBase64url(value as Uint8Array),
  },
  {
    title: 'peer id',
    covers: ['src/primitives/ids.ts#parsePeerId'],
    input: 'text',
    samples: ['r5lgpcp4iefv43waeh7sllbioi'],
    decode: parsePeerId,
    encode: (value) => value as string,
    limits: { text: 26 },
  },
  {
    title: 'transport id',
    covers: ['src/primitives/ids.ts#parseTransportId'],
    input: 'text',
    samples: ['kith-oykhk75ajdxxvgtyrehcgqqoei-1', 'a b_c-d'],
    decode: parseTransportId,
    encode: (value) => value as string,
    limits: { text: 128 },
  },
];

export const textDecoders: readonly Decoder[] = [...roomDecoders, ...appDecoders, ...codingDecoders];
