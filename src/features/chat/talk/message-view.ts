// A message as it is shown: what its author said, and everything that was done about it since, in the order of the
// thread. What somebody may not do has no effect. Pure.

import { formatIdentityId, formatPeerId, type IdentityId } from '../../../primitives/ids.ts';
import type { Body, EntryId, Message, Reaction } from '../api.ts';
import { attachmentOf, sharedOf, type ActContent, type MessageContent, type Ref } from '../log/content.ts';
import { entryIdOf, type Entry } from '../log/entry.ts';
import { MAX_AHEAD_MS } from '../log/hybrid-clock.ts';

/** Something that was done about a message. */
export interface Act {
  readonly entry: Entry;
  readonly content: ActContent;
}

export interface MessageFacts {
  readonly entry: Entry;
  /** Undefined when it is gone. */
  readonly content: MessageContent | undefined;
  /** Oldest first. */
  readonly acts: readonly Act[];
  readonly isSelf: boolean;
  readonly isExpired: boolean;
  /** Time of day here, when it came live long after what stands behind it. */
  readonly cameAtMs: number | undefined;
}

/** Different ones on one message; those that came first stay. */
const MAX_REACTIONS = 64;

export function viewMessage(facts: MessageFacts): Message {
  const { entry, isSelf, isExpired } = facts;
  const { id, identityId: author, peerId, ms, lifeMs } = entry;
  const content = isExpired || isDeleted(facts) ? undefined : facts.content;
  const edit = content?.kind === 'text' ? lastEdit(facts) : undefined;
  const reply = content && 'reply' in content ? content.reply : undefined;
  const mentioned = content?.kind === 'text' ? (edit?.content.mentions ?? content.mentions) : [];
  return {
    kind: 'message',
    id,
    author,
    peerId,
    isSelf,
    atMs: claimedMs(entry),
    ...(facts.cameAtMs === undefined ? {} : { cameAtMs: facts.cameAtMs }),
    body: content ? bodyOf(content, facts, edit?.content.text) : { kind: isExpired ? 'expired' : 'deleted' },
    ...(reply ? { replyTo: idOfRef(reply) } : {}),
    mentions: mentioned.map(formatIdentityId),
    ...(edit ? { editedAtMs: claimedMs(edit.entry) } : {}),
    reactions: content ? reactionsTo(facts) : [],
    isPinned: content !== undefined && pinOf(facts)?.content.on === true,
    ...(lifeMs > 0 && content ? { expiresAtMs: ms + lifeMs } : {}),
  };
}

/** When its author says it was said: a claim, and no more than a day away from its place in the order. */
export function claimedMs({ sentMs, ms }: Pick<Entry, 'sentMs' | 'ms'>): number {
  return Math.max(sentMs, ms - MAX_AHEAD_MS);
}

/** By its author, from whatever instance of theirs. */
export function isDeleted({ entry, acts }: Pick<MessageFacts, 'entry' | 'acts'>): boolean {
  return acts.some(({ entry: by, content }) => content.kind === 'delete' && isByAuthor(by, entry));
}

/** The last word on whether a message is pinned. */
export function pinOf({ acts }: Pick<MessageFacts, 'acts'>) {
  return acts.filter(isAct('pin')).at(-1);
}

export function idOfRef({ peer, seq }: Ref): EntryId {
  return entryIdOf({ peerId: formatPeerId(peer), seq });
}

function lastEdit({ entry, acts }: MessageFacts) {
  return acts.filter(isAct('edit')).findLast((act) => isByAuthor(act.entry, entry));
}

function bodyOf(content: MessageContent, facts: MessageFacts, edited: string | undefined): Body {
  switch (content.kind) {
    case 'text':
      return {
        kind: 'text',
        text: edited ?? content.text,
        attachments: content.files.map(attachmentOf),
        ...(content.shared && content.shared.length > 0 ? { shared: content.shared.map(sharedOf) } : {}),
      };
    case 'voice': {
      const { file, durationMs, peaks } = content;
      return { kind: 'voice', attachment: attachmentOf(file), durationMs, peaks: Array.from(peaks) };
    }
    case 'poll': {
      const { question, options, multiple } = content;
      return { kind: 'poll', question, options, multiple, votes: votesOf(content, facts.acts) };
    }
    default:
      return { kind: 'link', url: content.url, note: content.note };
  }
}

/** Of each person the last vote counts, and of a vote what the poll offers. */
function votesOf(
  { options, multiple }: Extract<MessageContent, { readonly kind: 'poll' }>,
  acts: readonly Act[],
): readonly (readonly IdentityId[])[] {
  const votes = new Map<IdentityId, ReadonlySet<number>>();
  for (const { entry, content } of acts.filter(isAct('vote'))) {
    const choices = new Set(content.choices.filter((choice) => choice < options.length));
    if (choices.size > 1 && !multiple) continue;
    votes.delete(entry.identityId);
    votes.set(entry.identityId, choices);
  }
  return options.map((_, option) =>
    Array.from(votes)
      .filter(([, choices]) => choices.has(option))
      .map(([identityId]) => identityId),
  );
}

/** In the order in which they were first used; those taken back are gone. */
function reactionsTo({ acts }: MessageFacts): readonly Reaction[] {
  const byEmoji = new Map<string, Set<IdentityId>>();
  for (const { entry, content } of acts.filter(isAct('react'))) {
    const by = byEmoji.get(content.emoji) ?? new Set();
    if (content.on) by.add(entry.identityId);
    else by.delete(entry.identityId);
    if (by.size > 0 && (byEmoji.has(content.emoji) || byEmoji.size < MAX_REACTIONS))
      byEmoji.set(content.emoji, by);
    else if (by.size === 0) byEmoji.delete(content.emoji);
  }
  return Array.from(byEmoji, ([emoji, by]) => ({ emoji, by: Array.from(by) }));
}

function isByAuthor(act: Entry, message: Entry): boolean {
  return act.identityId === message.identityId;
}

function isAct<K extends ActContent['kind']>(kind: K) {
  return (act: Act): act is Act & { readonly content: Extract<ActContent, { readonly kind: K }> } =>
    act.content.kind === kind;
}
