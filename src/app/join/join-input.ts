// From what a person typed to join to what can be said about it. Pure; the link itself is read by room/room-link.ts.

import { formatBase64url } from '../../primitives/base64url.ts';
import type { Result } from '../../primitives/result.ts';
import type { RoomCodeError, WrongWord } from '../../room/room-code.ts';
import {
  parseRoomInput,
  parseRoomLink,
  type RoomAddress,
  type RoomLink,
  type RoomLinkError,
} from '../../room/room-link.ts';
import { parseMeetingLetters } from '../../signaling/meeting-letters.ts';
import type { Arguments, Words } from '../../ui/words.ts';
import type { Route } from '../routes.ts';
import { inputWords } from './words.ts';

/** What is wrong, in a sentence, and which words could be meant instead. */
export interface InputProblem {
  readonly sentence: Words;
  readonly values: Arguments;
  readonly wrong: readonly WrongWord[];
}

export type JoinInput =
  /** An invitation or an answer without a server: where it leads inside the page. */
  | { readonly kind: 'meeting'; readonly route: Extract<Route, { readonly kind: 'invitation' | 'answer' }> }
  | { readonly kind: 'room'; readonly link: RoomLink }
  | { readonly kind: 'problem'; readonly problem: InputProblem };

const MAX_MEETING_TEXT_LENGTH = 4_096;
/** More names than these cannot be kept in mind. */
const MAX_NAMED_WORDS = 3;

export function readJoinInput(text: string): JoinInput {
  const route = meetingRouteIn(text);
  if (route) return { kind: 'meeting', route };
  if (isLaterMeeting(text)) return { kind: 'problem', problem: problem(inputWords.laterMeeting) };
  const parsed = parseRoomInput(text);
  return parsed.ok
    ? { kind: 'room', link: parsed.value }
    : { kind: 'problem', problem: explainLink(parsed.error) };
}

/** As `readJoinInput`, of what a person did not write: wrong words in it are nothing that could be mended. */
export function readGivenText(text: string): JoinInput {
  const input = readJoinInput(text);
  if (input.kind !== 'problem' || isAboutLink(input.problem)) return input;
  return { kind: 'problem', problem: problem(inputWords.notInFile) };
}

const LINK_SENTENCES: readonly Words[] = [
  inputWords.laterMeeting,
  inputWords.cutShort,
  inputWords.foreign,
  inputWords.laterVersion,
  inputWords.otherRoute,
];

function isAboutLink({ sentence }: InputProblem): boolean {
  return LINK_SENTENCES.includes(sentence);
}

/** Of a pasted link or `kith:` text; what it says is read where it leads. */
function meetingRouteIn(text: string) {
  const [, head = '', code = ''] =
    /(?:#\/|kith:)([ia])\/([A-Za-z0-9_-]{1,410})/i.exec(text.slice(0, MAX_MEETING_TEXT_LENGTH)) ?? [];
  if (head === '') return undefined;
  const kind = head.toLowerCase() === 'i' ? 'invitation' : 'answer';
  // Capitals are a code's form of it (PROTOCOL, "Invitations without a server").
  const bytes = head === head.toUpperCase() ? parseMeetingLetters(head, code) : undefined;
  return { kind, code: bytes ? formatBase64url(bytes) : code } as const;
}

/** An invitation or an answer of a later form. */
export function isLaterMeeting(text: string): boolean {
  return /(?:#\/|kith:)[ia]\d+\//i.test(text.slice(0, MAX_MEETING_TEXT_LENGTH));
}

/** Reads the part of the page's own address after `/r/`: the rest of a link that was opened. */
export function readOpenedAddress(code: string): Result<RoomAddress, RoomLinkError> {
  return parseRoomLink(`kith:r/${code.trim().replaceAll(/\s+/g, '-')}`);
}

/** Why a link or words lead to no room. */
export function explainLink(error: RoomLinkError): InputProblem {
  switch (error.code) {
    case 'wrong-code':
      return explainCode(error.cause);
    case 'cut-short':
      return problem(inputWords.cutShort);
    case 'foreign':
      return problem(inputWords.foreign);
    case 'later-version':
      return problem(inputWords.laterVersion);
    case 'other-route':
      return problem(inputWords.otherRoute);
    default:
      return problem(inputWords.notALink);
  }
}

/** The typed text with one wrong word replaced; everything around it stays. */
export function replaceWord(text: string, wrong: WrongWord, by: string): string {
  const at = text.toLowerCase().indexOf(wrong.word.toLowerCase());
  if (at >= 0) return text.slice(0, at) + by + text.slice(at + wrong.word.length);
  // Spelled with look-alike letters: then by its place among the words.
  const typed = Array.from(text.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}|]+/gu)).filter((match) =>
    /\p{L}/u.test(match[0]),
  );
  const match = typed[wrong.position];
  return match ? text.slice(0, match.index) + by + text.slice(match.index + match[0].length) : text;
}

function explainCode(error: RoomCodeError): InputProblem {
  switch (error.code) {
    case 'empty':
      return problem(inputWords.empty);
    case 'too-few':
      return problem(inputWords.tooFew, { n: error.count });
    case 'too-many':
      return problem(inputWords.tooMany, { n: error.count });
    default:
      return explainWords(error.wrong);
  }
}

/** Names them all, up to three. */
function explainWords(wrong: readonly WrongWord[]): InputProblem {
  const [first, second, third] = wrong.map((each) => each.word);
  const values = { word: first ?? '', second: second ?? '', third: third ?? '' };
  return { sentence: wrongWordsSentence(wrong), values, wrong: wrong.slice(0, MAX_NAMED_WORDS) };
}

function wrongWordsSentence(wrong: readonly WrongWord[]): Words {
  if (wrong.length > MAX_NAMED_WORDS) return inputWords.wrongMany;
  if (wrong.length === MAX_NAMED_WORDS) return inputWords.wrongThree;
  if (wrong.length > 1) return inputWords.wrongTwo;
  const hasHint = wrong.some((word) => word.suggestions.length > 0);
  return hasHint ? inputWords.wrongWord : inputWords.wrongWordNoHint;
}

function problem(sentence: Words, values: Arguments = {}): InputProblem {
  return { sentence, values, wrong: [] };
}
