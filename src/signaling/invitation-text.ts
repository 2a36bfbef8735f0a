// Invitations and answers as people pass them on: `https://host/#/i/…`, `kith:i/…` text, a QR code, a file with that text
// in it; answers have an `a`. Finds one in whatever was pasted. Opens nothing.

import { formatBase32 } from '../primitives/base32.ts';
import { formatBase64url } from '../primitives/base64url.ts';
import { err, type Result } from '../primitives/result.ts';
import { decodeInvitation, type Answer, type Invitation, type InvitationError } from './invitation.ts';
import { parseMeetingLetters } from './meeting-letters.ts';

export type MeetingKind = 'invitation' | 'answer';

/** `foreign`: neither an invitation nor an answer. */
export type MeetingTextError = InvitationError | { readonly code: 'foreign' };

const ROUTES = { invitation: 'i', answer: 'a' } as const;
const TEXT_SCHEME = 'kith:';
/** A pasted message around a link may be longer than the link. */
export const MAX_MEETING_TEXT_LENGTH = 4_096;
/** Behind the fragment's start, or the scheme; upper case stands for base32. */
const MEETING = /(?:#\/|kith:)([ia])\/([A-Za-z0-9_-]+)/i;
const LATER = /(?:#\/|kith:)[ia]\d+\//i;

/** The part of an address behind `#/i/` or `#/a/`. */
export function formatMeetingCode(bytes: Uint8Array): string {
  return formatBase64url(bytes);
}

/** `page`: the address of the page without a fragment, such as `https://host/`. */
export function formatMeetingLink(page: string, kind: MeetingKind, bytes: Uint8Array): string {
  return `${page}#/${ROUTES[kind]}/${formatMeetingCode(bytes)}`;
}

/** The form that needs no page: to paste, and for files. */
export function formatMeetingText(kind: MeetingKind, bytes: Uint8Array): string {
  return `${TEXT_SCHEME}${ROUTES[kind]}/${formatMeetingCode(bytes)}`;
}

/** The same in the letters that a QR code packs tightest: a sixth smaller. */
export function formatMeetingQrText(kind: MeetingKind, bytes: Uint8Array): string {
  return `${TEXT_SCHEME}${ROUTES[kind]}/${formatBase32(bytes)}`.toUpperCase();
}

/** The first invitation or answer in `text`. */
export function parseMeetingText(text: string): Result<Invitation | Answer, MeetingTextError> {
  const searched = text.slice(0, MAX_MEETING_TEXT_LENGTH);
  const [, route = '', letters = ''] = MEETING.exec(searched) ?? [];
  if (route === '') return err({ code: LATER.test(searched) ? 'later-version' : 'foreign' });
  const bytes = parseMeetingLetters(route, letters);
  if (!bytes) return err({ code: 'damaged' });
  const decoded = decodeInvitation(bytes);
  const isOfKind = decoded.ok && ROUTES[decoded.value.kind] === route.toLowerCase();
  return decoded.ok && !isOfKind ? err({ code: 'damaged' }) : decoded;
}
