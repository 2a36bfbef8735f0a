// What an owner can do to a charter, as functions from one to the next. Pure: secrets of epochs and signatures come from
// outside.

import { equalBytes, type Bytes } from '../primitives/bytes.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { IdentityId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { identityIdOf, type LocalIdentity } from '../secure/identity.ts';
import {
  ANCESTOR_BYTES,
  encodeRules,
  firstCharter,
  hasIdentity,
  historyOf,
  identityBytes,
  isClosed,
  isOwner,
  isRemoved,
  MAX_ADMITTED,
  MAX_ANCESTORS,
  MAX_LINE,
  MAX_LISTED_WRITERS,
  MAX_OWNERS,
  MAX_REMOVED,
  MAX_RULES_BYTES,
  MAX_SERIAL,
  MAX_SLOW_MODE_SECONDS,
  MAX_TITLE_LENGTH,
  MAX_WRITER_SPACES,
  signedBytes,
  type Charter,
  type Head,
  type HistoryPolicy,
  type Rules,
  type Writers,
} from './charter.ts';
import { encodeProof, MAX_PROOF_BYTES, wholeLine } from './charter-proof.ts';

export type Act =
  | { readonly type: 'lock'; readonly isLocked: boolean }
  | { readonly type: 'knock'; readonly doesKnock: boolean }
  | { readonly type: 'writers'; readonly space: string; readonly writers: Writers }
  | { readonly type: 'slow-mode'; readonly seconds: number }
  | { readonly type: 'title'; readonly title: string | undefined }
  | { readonly type: 'history'; readonly history: HistoryPolicy }
  | { readonly type: 'remove' | 'readmit' | 'accept'; readonly identity: IdentityId }
  | { readonly type: 'drop-owner'; readonly identity: IdentityId }
  /** With the raw signing key. */
  | { readonly type: 'add-owner' | 'hand-over'; readonly identity: IdentityId; readonly key: Bytes };

export type ActRefusal =
  /** Only owners do this. */
  | 'not-owner'
  /** A room has at least one owner, and nobody removes oneself. */
  | 'last-owner'
  | 'self'
  /** It is so already. */
  | 'unchanged'
  | 'too-many'
  | 'out-of-range';

export interface Change {
  readonly owners: readonly Bytes[];
  readonly rules: Rules;
  /** The room gets a new secret: whoever is not admitted by name is out (PROTOCOL [E3]). */
  readonly raisesEpoch: boolean;
}

export interface Actor {
  readonly identity: IdentityId;
  /** Raw signing key. */
  readonly key: Bytes;
  /** Everybody known as a member: admitted by name when the door closes. */
  readonly members: readonly IdentityId[];
}

/** Names owners. */
type OwnerAct =
  | Extract<Act, { readonly key: Bytes }>
  | { readonly type: 'drop-owner'; readonly identity: IdentityId };

type Draft = { owners: readonly Bytes[]; rules: Rules };

export function changeFor(charter: Charter, act: Act, actor: Actor): Result<Change, ActRefusal> {
  if (!isOwner(charter, actor.identity)) return err('not-owner');
  const before: Draft = {
    owners: charter.serial === 0 ? [actor.key] : charter.owners,
    rules: charter.rules,
  };
  const after = draftFor(before, charter, act, actor);
  if (!after.ok) return after;
  const { owners, rules } = after.value;
  const isUnchanged = owners === before.owners && rules === before.rules;
  if (isUnchanged) return err('unchanged');
  const raisesEpoch = act.type === 'remove' || (isClosed(rules) && !isClosed(before.rules));
  return ok({ owners, rules: raisesEpoch ? admitAll(rules, actor) : rules, raisesEpoch });
}

/** The next charter, signed. `epochHash`: of the new secret, for a change that raises the epoch. */
export async function signNext(
  charter: Charter,
  change: Change,
  by: {
    readonly identity: LocalIdentity;
    readonly epochHash?: Bytes | undefined;
    readonly crypto: CryptoPort;
  },
): Promise<Result<Charter, ActRefusal>> {
  const line = wholeLine(charter);
  if (line.length > MAX_LINE || charter.serial >= MAX_SERIAL) return err('too-many');
  let rules: Rules = {
    ...change.rules,
    ...(by.epochHash ? { epoch: charter.rules.epoch + 1, epochHash: by.epochHash } : {}),
    ancestors: [...charter.rules.ancestors, charter.hash.slice(0, ANCESTOR_BYTES)].slice(-MAX_ANCESTORS),
  };
  for (;;) {
    const next = await sign(charter, { owners: change.owners, rules, line }, by);
    const sizeBytes = encodeProof(next)?.length ?? 0;
    if (sizeBytes <= MAX_PROOF_BYTES && next.encodedRules.length <= MAX_RULES_BYTES) return ok(next);
    if (rules.admitted.length === 0) return err('too-many');
    // Those let in longest ago have to knock again.
    rules = { ...rules, admitted: rules.admitted.slice(Math.ceil(rules.admitted.length / 8)) };
  }
}

async function sign(
  charter: Charter,
  content: Draft & Pick<Charter, 'line'>,
  { identity, crypto }: { readonly identity: LocalIdentity; readonly crypto: CryptoPort },
): Promise<Charter> {
  const { owners, rules, line } = content;
  const { namespace, root } = charter;
  const encodedRules = encodeRules(rules);
  const mandate = line[line.length - 1];
  const head: Head = {
    version: 1,
    namespace,
    serial: charter.serial + 1,
    before: charter.hash,
    mandate: mandate
      ? await crypto.sha256(signedBytes(mandate.head))
      : (await firstCharter(namespace, root, crypto)).hash,
    owners,
    rules: await crypto.sha256(encodedRules),
    signer: identity.publicKey,
  };
  const signed = signedBytes(head);
  const [hash, signature] = await Promise.all([crypto.sha256(signed), identity.sign(signed)]);
  const ownerIds = await Promise.all(owners.map((key) => identityIdOf(key, crypto)));
  return {
    namespace,
    root,
    serial: head.serial,
    hash,
    line,
    signed: { head, signature },
    owners,
    ownerIds,
    rules,
    encodedRules,
  };
}

function draftFor(before: Draft, charter: Charter, act: Act, actor: Actor): Result<Draft, ActRefusal> {
  const { rules } = before;
  const withRules = (changed: Partial<Rules>) => ok({ ...before, rules: { ...rules, ...changed } });
  switch (act.type) {
    case 'lock':
      return act.isLocked === rules.isLocked ? ok(before) : withRules({ isLocked: act.isLocked });
    case 'knock':
      return act.doesKnock === rules.doesKnock ? ok(before) : withRules({ doesKnock: act.doesKnock });
    case 'slow-mode':
      if (!isWithin(act.seconds, MAX_SLOW_MODE_SECONDS)) return err('out-of-range');
      return act.seconds === rules.slowModeSeconds ? ok(before) : withRules({ slowModeSeconds: act.seconds });
    case 'title':
      return ok({ ...before, rules: titled(rules, act.title) });
    case 'history':
      if (act.history === historyOf(charter)) return ok(before);
      return withRules({ history: act.history === 'all' ? 'session' : 'none' });
    case 'writers':
      return withWriters(before, act.space, act.writers);
    case 'accept':
    case 'readmit':
      return admit(before, charter, act.identity);
    case 'remove':
      return remove(before, charter, act.identity, actor);
    default:
      return withOwners(before, charter, act, actor);
  }
}

function titled(rules: Rules, title: string | undefined): Rules {
  const { title: before, ...untitled } = rules;
  const next = title?.slice(0, MAX_TITLE_LENGTH);
  if (next === before) return rules;
  return next === undefined ? untitled : { ...untitled, title: next };
}

function withWriters({ owners, rules }: Draft, space: string, writers: Writers): Result<Draft, ActRefusal> {
  const others = rules.writers.filter((each) => each.space !== space);
  if (writers === 'all')
    return ok({
      owners,
      rules: others.length === rules.writers.length ? rules : { ...rules, writers: others },
    });
  if (others.length >= MAX_WRITER_SPACES) return err('too-many');
  const listed = writers === 'owners' ? [] : writers.map(identityBytes);
  if (listed.length > MAX_LISTED_WRITERS) return err('too-many');
  const special = { space, who: writers === 'owners' ? ('owners' as const) : ('listed' as const), listed };
  return ok({ owners, rules: { ...rules, writers: [...others, special] } });
}

function admit(before: Draft, charter: Charter, identity: IdentityId): Result<Draft, ActRefusal> {
  const { owners, rules } = before;
  if (hasIdentity(rules.admitted, identity) && !isRemoved(charter, identity)) return ok(before);
  const removed = without(rules.removed, identity);
  const admitted = [...without(rules.admitted, identity), identityBytes(identity)].slice(-MAX_ADMITTED);
  return ok({ owners, rules: { ...rules, admitted, removed } });
}

/** Out, and with it whatever it owned; the room switches to knocking, so that it does not come back as somebody else. */
function remove(
  { owners, rules }: Draft,
  charter: Charter,
  identity: IdentityId,
  actor: Actor,
): Result<Draft, ActRefusal> {
  if (identity === actor.identity) return err('self');
  if (isRemoved(charter, identity)) return err('unchanged');
  return ok({
    owners: withoutOwner(owners, charter, identity),
    rules: {
      ...rules,
      doesKnock: true,
      admitted: without(rules.admitted, identity),
      removed: [...rules.removed, identityBytes(identity)].slice(-MAX_REMOVED),
    },
  });
}

function withOwners(before: Draft, charter: Charter, act: OwnerAct, actor: Actor): Result<Draft, ActRefusal> {
  const { owners, rules } = before;
  const isOne = isOwner(charter, act.identity);
  if (act.type === 'drop-owner') {
    if (!isOne) return err('unchanged');
    const isSelf = act.identity === actor.identity;
    const left = isSelf ? withoutKey(owners, actor.key) : withoutOwner(owners, charter, act.identity);
    return left.length === 0 ? err('last-owner') : ok({ owners: left, rules });
  }
  if (act.identity === actor.identity) return err('self');
  if (isRemoved(charter, act.identity)) return err('out-of-range');
  if (act.type === 'hand-over') {
    // In the same place: how long an owner has stood counts when two disagree.
    const inherited = owners.map((key) => (equalBytes(key, actor.key) ? act.key : key));
    return ok({ owners: isOne ? withoutKey(owners, actor.key) : inherited, rules });
  }
  if (isOne) return ok(before);
  return owners.length >= MAX_OWNERS ? err('too-many') : ok({ owners: [...owners, act.key], rules });
}

/** Whoever is a member when the door closes need not knock. */
function admitAll(rules: Rules, { members }: Actor): Rules {
  const isNews = (identity: IdentityId) =>
    !hasIdentity(rules.admitted, identity) && !hasIdentity(rules.removed, identity);
  const admitted = [...rules.admitted, ...members.filter(isNews).map(identityBytes)];
  return { ...rules, admitted: admitted.slice(-MAX_ADMITTED) };
}

function without(among: readonly Bytes[], identity: IdentityId): readonly Bytes[] {
  const unwanted = identityBytes(identity);
  return among.filter((each) => !equalBytes(each, unwanted));
}

function withoutKey(keys: readonly Bytes[], key: Bytes): readonly Bytes[] {
  return keys.filter((each) => !equalBytes(each, key));
}

/** `owners` in the order of the charter's; at serial 0 nobody but the actor is one. */
function withoutOwner(
  owners: readonly Bytes[],
  { ownerIds }: Charter,
  identity: IdentityId,
): readonly Bytes[] {
  return owners.filter((_, index) => ownerIds[index] !== identity);
}

function isWithin(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}
