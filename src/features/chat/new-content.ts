// What somebody wants to say, checked and put into the form in which it is signed. Others check again.

import { parseBase32 } from '../../primitives/base32.ts';
import { peerIdBytes, parsePeerId, type IdentityId } from '../../primitives/ids.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import {
  MAX_ATTACHMENTS,
  MAX_MENTIONS,
  MAX_PEAKS,
  MAX_POLL_OPTIONS,
  MAX_POLL_TEXT_LENGTH,
  MAX_TEXT_LENGTH,
  MAX_URL_LENGTH,
  MAX_VOICE_MS,
  type Attachment,
  type EntryId,
  type Message,
  type NewContent,
  type SendError,
} from './api.ts';
import { fileOf, sharedFrom, isEmoji, isWebAddress, type Content, type Ref } from './log/content.ts';

type Made = Result<Content, SendError>;
type Of<K extends NewContent['kind']> = Extract<NewContent, { readonly kind: K }>;

/** `find`: a message of the thread. */
export function makeContent(wanted: NewContent, find: (id: EntryId) => Message | undefined): Made {
  switch (wanted.kind) {
    case 'text':
      return textOf(wanted);
    case 'voice':
      return voiceOf(wanted);
    case 'poll':
      return pollOf(wanted);
    case 'link':
      return linkOf(wanted);
    default:
      return actOf(wanted, find);
  }
}

function textOf({ text: given, replyTo, mentions = [], attachments = [], shared = [] }: Of<'text'>): Made {
  const text = given.trim().toWellFormed();
  if (text === '' && attachments.length + shared.length === 0) return err('empty');
  if (text.length > MAX_TEXT_LENGTH) return err('too-long');
  const files = attachments.map(fileFrom).filter((file) => file !== undefined);
  const offered = shared.map(sharedFrom).filter((each) => each !== undefined);
  const reply = refOf(replyTo);
  const named = mentioned(mentions);
  const isWhole = files.length === attachments.length && offered.length === shared.length;
  if (!isWhole || Math.max(files.length, offered.length) > MAX_ATTACHMENTS || !named) return err('malformed');
  return ok({
    kind: 'text',
    text,
    mentions: named,
    files,
    ...(offered.length > 0 ? { shared: offered } : {}),
    ...(reply ? { reply } : {}),
  });
}

function voiceOf({ attachment, durationMs, peaks, replyTo }: Of<'voice'>): Made {
  const file = fileFrom(attachment);
  const reply = refOf(replyTo);
  const isSound = peaks.length <= MAX_PEAKS && durationMs >= 0 && durationMs <= MAX_VOICE_MS;
  if (!file || !isSound) return err('malformed');
  const levels = Uint8Array.from(peaks, (peak) => Math.max(0, Math.min(255, Math.round(peak))));
  const said = { kind: 'voice', file, durationMs: Math.round(durationMs), peaks: levels } as const;
  return ok({ ...said, ...(reply ? { reply } : {}) });
}

function pollOf({ question: asked, options: offered, multiple }: Of<'poll'>): Made {
  const question = asked.trim().toWellFormed();
  const options = offered.map((each) => each.trim().toWellFormed()).filter((each) => each !== '');
  if (question === '' || options.length < 2) return err('empty');
  if ([question, ...options].some(({ length }) => length > MAX_POLL_TEXT_LENGTH)) return err('too-long');
  if (options.length > MAX_POLL_OPTIONS) return err('malformed');
  return ok({ kind: 'poll', question, options, multiple });
}

function linkOf({ url: given, note: noted }: Of<'link'>): Made {
  const [url, note] = [given.trim().toWellFormed(), noted.trim().toWellFormed()];
  if (url === '') return err('empty');
  if (url.length > MAX_URL_LENGTH || note.length > MAX_POLL_TEXT_LENGTH) return err('too-long');
  return isWebAddress(url) ? ok({ kind: 'link', url, note }) : err('malformed');
}

type NewAct = Of<'edit' | 'delete' | 'react' | 'pin' | 'vote'>;

function actOf(wanted: NewAct, find: (id: EntryId) => Message | undefined): Made {
  const [message, of] = [find(wanted.of), refOf(wanted.of)];
  if (!message || !of) return err('unknown-message');
  const isGone = message.body.kind === 'deleted' || message.body.kind === 'expired';
  if (isGone) return err('unknown-message');
  switch (wanted.kind) {
    case 'edit':
      return editOf(wanted, message, of);
    case 'delete':
      return message.isSelf ? ok({ kind: 'delete', of }) : err('not-yours');
    case 'react': {
      const { emoji, on } = wanted;
      return isEmoji(emoji) ? ok({ kind: 'react', of, emoji, on }) : err('malformed');
    }
    case 'pin':
      return ok({ kind: 'pin', of, on: wanted.on });
    default:
      return voteOf(wanted, message, of);
  }
}

function editOf({ text: given, mentions = [] }: Of<'edit'>, { body, isSelf }: Message, of: Ref): Made {
  const text = given.trim().toWellFormed();
  const named = mentioned(mentions);
  if (!isSelf) return err('not-yours');
  if (body.kind !== 'text' || !named) return err('malformed');
  if (text === '') return err('empty');
  return text.length > MAX_TEXT_LENGTH ? err('too-long') : ok({ kind: 'edit', of, text, mentions: named });
}

function voteOf({ choices: chosen }: Of<'vote'>, { body }: Message, of: Ref): Made {
  if (body.kind !== 'poll') return err('malformed');
  const choices = Array.from(new Set(chosen));
  const isOffered = choices.every(
    (each) => Number.isInteger(each) && each >= 0 && each < body.options.length,
  );
  const isRight = isOffered && (body.multiple || choices.length <= 1);
  return isRight ? ok({ kind: 'vote', of, choices }) : err('malformed');
}

function refOf(id: EntryId | undefined): Ref | undefined {
  const [peer = '', seq = ''] = (id ?? '').split('/');
  const peerId = parsePeerId(peer);
  return peerId && /^\d+$/.test(seq) ? { peer: peerIdBytes(peerId), seq: Number(seq) } : undefined;
}

/** Undefined when there are too many, or one is none. */
function mentioned(identities: readonly IdentityId[]): readonly Uint8Array<ArrayBuffer>[] | undefined {
  const parsed = Array.from(new Set(identities), (each) => parseBase32(each));
  const known = parsed.filter((each) => each?.length === 32);
  const isRight = known.length === parsed.length && known.length <= MAX_MENTIONS;
  return isRight ? known.filter((each) => each !== undefined) : undefined;
}

function fileFrom(attachment: Attachment): ReturnType<typeof fileOf> {
  const { name, type } = attachment;
  return fileOf({
    ...attachment,
    name: name.toWellFormed().slice(0, 255).toWellFormed(),
    type: type.toWellFormed().slice(0, 100).toWellFormed(),
  });
}
