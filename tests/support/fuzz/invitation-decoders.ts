// Decoders of invitations without a server and of answers to them: what is scanned, pasted, dropped or opened.

import { parseHex } from '../../../src/primitives/bytes.ts';
import {
  decodeInvitation,
  encodeAnswer,
  encodeInvitation,
  type Answer,
  type Invitation,
} from '../../../src/signaling/invitation.ts';
import { formatMeetingText, parseMeetingText } from '../../../src/signaling/invitation-text.ts';
import {
  decodeDescription,
  encodeDescription,
  unpackDescription,
  type PackedDescription,
} from '../../../src/signaling/packed-description.ts';
import { decodeWelcome, encodeWelcome, type WelcomeMessage } from '../../../src/room/invite/welcome.ts';
import { readGoldenFrames } from '../golden-frames.ts';
import type { Decoder } from './fuzz.ts';

const recorded = readGoldenFrames<Invitation | Answer>('invitation-v1.json').map(({ frame, value }) => ({
  bytes: parseHex(frame) ?? new Uint8Array(),
  value,
}));

/** Nothing but lines of a description, and nothing of the sender's text in them. */
function checkText(description: PackedDescription): void {
  const lines = unpackDescription(description).split('\r\n');
  if (lines.length > 24 || lines.some((line) => !/^(?:[vostcm]=|a=[a-z-]+:)[\x20-\x7e]*$|^$/.test(line)))
    throw new Error('an odd line in the description');
}

async function again(value: unknown) {
  const meeting = value as Invitation | Answer;
  if (meeting.kind === 'answer') return encodeAnswer(meeting);
  const { inviter } = meeting;
  const own = inviter && { key: inviter.key, sign: () => Promise.resolve(inviter.signature) };
  return encodeInvitation({ ...meeting, inviter: own });
}

export const invitationDecoders: readonly Decoder[] = [
  {
    title: 'packed description',
    covers: ['src/signaling/packed-description.ts#decodeDescription'],
    input: 'bytes',
    samples: recorded.map(({ value }) => encodeDescription(value.description)),
    decode: decodeDescription,
    encode: (value) => encodeDescription(value as PackedDescription),
    check: (value) => checkText(value as PackedDescription),
    limits: { text: 40, bytes: 32, list: 7 },
  },
  {
    title: 'invitation or answer',
    covers: ['src/signaling/invitation.ts#decodeInvitation'],
    input: 'bytes',
    samples: recorded.map(({ bytes }) => bytes),
    decode: decodeInvitation,
    encode: again,
    check: (value) => checkText((value as Invitation | Answer).description),
    limits: { text: 40, bytes: 255, list: 7 },
  },
  {
    title: 'invitation or answer as text',
    covers: [
      'src/signaling/invitation-text.ts#parseMeetingText',
      'src/signaling/meeting-letters.ts#parseMeetingLetters',
    ],
    input: 'text',
    samples: recorded.map(({ bytes, value }) => `Scan: ${formatMeetingText(value.kind, bytes)} thanks`),
    decode: parseMeetingText,
    encode: async (value) => formatMeetingText((value as Invitation | Answer).kind, await again(value)),
    check: (value) => checkText((value as Invitation | Answer).description),
    limits: { text: 40, bytes: 255, list: 7 },
  },
  {
    title: 'welcome',
    covers: ['src/room/invite/welcome.ts#decodeWelcome'],
    input: 'bytes',
    head: 0,
    samples: readGoldenFrames<WelcomeMessage>('welcome-v1.json').map(
      ({ frame }) => parseHex(frame) ?? new Uint8Array(),
    ),
    decode: decodeWelcome,
    encode: (value) => encodeWelcome(value as WelcomeMessage),
    limits: { text: 22, list: 6 },
  },
];
