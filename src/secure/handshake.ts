// The handshake as a state machine: frames in, frames out, no link and no clock. SIGMA with a pre-shared key, bound to
// the certificates of the transport (PROTOCOL [H1] to [H10]). Whatever does not fit ends it; there is no way back.

import { equalBytes, type Bytes } from '../primitives/bytes.ts';
import { SHA256_BYTES, type AgreementKey, type KeyPair } from '../primitives/crypto.ts';
import type { RandomSource } from '../primitives/random.ts';
import { bySide, otherRole, type BySide, type HandshakeSetup, type Role } from './handshake-setup.ts';
import { contextTag, deriveAgreement, type Agreement, type TrafficKeys } from './key-schedule.ts';
import { openProof, openReady, sealProof, sealReady } from './proof.ts';
import {
  decodeBody,
  encodeHello,
  encodeRefusal,
  FRAME,
  HANDSHAKE_VERSION,
  HELLO,
  HELLO_NONCE_BYTES,
  HELLO_VERSION,
  MAX_HELLO_BYTES,
  MAX_REFUSAL_BYTES,
  REFUSAL,
  type Hello,
  type Refusal,
} from './protocol.ts';
import type { HandshakeContext, HandshakeError, HandshakeErrorCode, ProvenPeer } from './secure-link.ts';

/** What a finished handshake leaves behind. The ephemeral keys are not among it. */
export interface HandshakeOutcome {
  readonly remote: ProvenPeer;
  readonly contextIndex: number;
  /** Keys of the frames each side sends. */
  readonly keys: BySide<TrafficKeys>;
}

interface OwnHello {
  readonly ephemeral: KeyPair<AgreementKey>;
  readonly nonce: Bytes;
  /** As sent; a listener has none yet. */
  readonly frame: Bytes | undefined;
}

export type HandshakeState =
  | { readonly kind: 'awaiting-hello'; readonly setup: HandshakeSetup; readonly own: OwnHello }
  | {
      readonly kind: 'awaiting-proof';
      readonly setup: HandshakeSetup;
      readonly agreement: Agreement;
      readonly hasProven: boolean;
    }
  | {
      readonly kind: 'awaiting-ready';
      readonly setup: HandshakeSetup;
      readonly agreement: Agreement;
      readonly remote: ProvenPeer;
    }
  | { readonly kind: 'proven'; readonly outcome: HandshakeOutcome }
  | { readonly kind: 'failed'; readonly error: HandshakeError };

type StateOf<K extends HandshakeState['kind']> = Extract<HandshakeState, { readonly kind: K }>;

/** The next state, and the frames to send on `control` in this order, also after a failure. */
export interface HandshakeStep {
  readonly state: HandshakeState;
  readonly send: readonly Bytes[];
}

const SECRET_BYTES = 32;
const REFUSAL_DETAIL = {
  version: 'the other side speaks another version',
  'unknown-context': 'the other side knows nothing of the room or contact asked for',
} as const;

export async function startHandshake(setup: HandshakeSetup, random: RandomSource): Promise<HandshakeStep> {
  assertSecretLengths(setup.contexts);
  const { local, remote } = setup.fingerprints;
  if (local.length !== SHA256_BYTES || remote.length !== SHA256_BYTES)
    return failed('fingerprints', 'the certificates in use are not known');
  const nonce = random.bytes(HELLO_NONCE_BYTES);
  const ephemeral = await setup.crypto.generateAgreementKey();
  const own = { ephemeral, nonce, frame: undefined };
  if (setup.role === 'listener') return { state: { kind: 'awaiting-hello', setup, own }, send: [] };
  const context = setup.contexts[0];
  if (!context) return failed('unknown-context', 'nothing to meet in');
  const frame = await helloFrame(context, own, setup);
  return { state: { kind: 'awaiting-hello', setup, own: { ...own, frame } }, send: [frame] };
}

/** Takes one frame of `control`. A state that has ended stays as it is. */
export async function continueHandshake(state: HandshakeState, frame: Uint8Array): Promise<HandshakeStep> {
  if (state.kind === 'proven' || state.kind === 'failed') return { state, send: [] };
  const type = frame[0];
  const body = frame.subarray(1);
  if (type === FRAME.refusal) return receiveRefusal(state, body);
  if (state.kind === 'awaiting-hello' && type === FRAME.hello) return receiveHello(state, frame);
  if (state.kind === 'awaiting-proof' && type === FRAME.proof) return receiveProof(state, body);
  if (state.kind === 'awaiting-ready' && type === FRAME.ready) return receiveReady(state, body);
  const isKnown = type !== undefined && type <= FRAME.refusal;
  return isKnown
    ? failed('out-of-order', `frame type ${type} while ${state.kind}`)
    : failed('malformed', 'an unknown type of frame');
}

/** Whether this side has said READY, so that the other may send data already (PROTOCOL [H4]). */
export function hasSaidReady(state: HandshakeState): boolean {
  return state.kind === 'awaiting-ready' || state.kind === 'proven';
}

/** Not authenticated (PROTOCOL [H10]): all it can do is what closing the link could do as well. */
function receiveRefusal(state: HandshakeState, body: Uint8Array): HandshakeStep {
  const refusal = decodeBody(body, MAX_REFUSAL_BYTES, REFUSAL);
  if (!refusal.ok) return failed('malformed', refusal.error.detail);
  if (state.kind !== 'awaiting-hello') return failed('out-of-order', `a refusal while ${state.kind}`);
  return failed(refusal.value.code, REFUSAL_DETAIL[refusal.value.code]);
}

async function receiveHello(state: StateOf<'awaiting-hello'>, frame: Uint8Array): Promise<HandshakeStep> {
  const { setup, own } = state;
  const body = frame.subarray(1);
  const version = decodeBody(body, MAX_HELLO_BYTES, HELLO_VERSION);
  if (!version.ok) return failed('malformed', version.error.detail);
  if (version.value.version !== HANDSHAKE_VERSION)
    return refused('version', `version ${version.value.version}`);
  const hello = decodeBody(body, MAX_HELLO_BYTES, HELLO);
  if (!hello.ok) return failed('malformed', hello.error.detail);
  if (isReflected(hello.value, own)) return failed('reflection', 'our own hello came back');
  const contextIndex = await findContext(hello.value, setup, otherRole(setup.role));
  const context = setup.contexts[contextIndex ?? -1];
  if (contextIndex === undefined || !context) return unknownContext(hello.value, setup);
  const ownFrame = own.frame ?? (await helloFrame(context, own, setup));
  const agreed = await setup.crypto.agree(own.ephemeral.privateKey, hello.value.ephemeral);
  if (!agreed) return failed('malformed', 'the ephemeral key is no point of the curve');
  const hellos = bySide(setup.role, ownFrame, frame);
  const agreement = await deriveAgreement({ agreed, hellos, context, contextIndex }, setup);
  return answerHello({ setup, agreement, context }, own.frame ? [] : [ownFrame]);
}

/** Whoever dials a stranger proves first; where a psk protects the proofs, nobody has to wait (PROTOCOL [H6]). */
async function answerHello(
  known: {
    readonly setup: HandshakeSetup;
    readonly agreement: Agreement;
    readonly context: HandshakeContext;
  },
  send: readonly Bytes[],
): Promise<HandshakeStep> {
  const { setup, agreement, context } = known;
  const hasProven = setup.role === 'dialer' || context.psk !== undefined;
  const proof = hasProven ? [await sealProof(setup, agreement)] : [];
  return { state: { kind: 'awaiting-proof', setup, agreement, hasProven }, send: [...send, ...proof] };
}

async function receiveProof(state: StateOf<'awaiting-proof'>, body: Uint8Array): Promise<HandshakeStep> {
  const { setup, agreement, hasProven } = state;
  const remote = await openProof(body, setup, agreement);
  if (!remote.ok) return failed(remote.error.code, remote.error.detail);
  const proof = hasProven ? [] : [await sealProof(setup, agreement)];
  const send = [...proof, await sealReady(setup, agreement)];
  return { state: { kind: 'awaiting-ready', setup, agreement, remote: remote.value }, send };
}

async function receiveReady(state: StateOf<'awaiting-ready'>, body: Uint8Array): Promise<HandshakeStep> {
  const { setup, agreement, remote } = state;
  if (!(await openReady(body, setup, agreement))) return failed('wrong-keys', 'READY does not open');
  const { contextIndex, keys } = agreement;
  return { state: { kind: 'proven', outcome: { remote, contextIndex, keys } }, send: [] };
}

async function helloFrame(
  context: HandshakeContext,
  { ephemeral, nonce }: OwnHello,
  { role, crypto }: HandshakeSetup,
): Promise<Bytes> {
  const tag = await contextTag(context.namespace, { role, nonce }, crypto);
  return encodeHello({ version: HANDSHAKE_VERSION, tag, ephemeral: ephemeral.publicKey, nonce });
}

/** The index of the context that a hello of `sender` names, among those this side would meet in. */
async function findContext(
  hello: Hello,
  { role, contexts, crypto }: HandshakeSetup,
  sender: Role,
): Promise<number | undefined> {
  const candidates = role === 'dialer' ? contexts.slice(0, 1) : contexts;
  for (const [index, { namespace }] of candidates.entries()) {
    const tag = await contextTag(namespace, { role: sender, nonce: hello.nonce }, crypto);
    if (equalBytes(tag, hello.tag)) return index;
  }
  return undefined;
}

async function unknownContext(hello: Hello, setup: HandshakeSetup): Promise<HandshakeStep> {
  const isSameRole = (await findContext(hello, setup, setup.role)) !== undefined;
  return isSameRole
    ? failed('reflection', `both sides play the ${setup.role}`)
    : refused('unknown-context', 'the other side asks for something we are not in');
}

/** Another length would let one secret be read as two: a mistake of the caller's. */
function assertSecretLengths(contexts: readonly HandshakeContext[]): void {
  for (const secret of contexts.flatMap(({ psk, epochSecret }) => [psk, epochSecret])) {
    if (secret && secret.length !== SECRET_BYTES) throw new RangeError('a secret of a context is 32 bytes');
  }
}

function isReflected(hello: Hello, own: OwnHello): boolean {
  return equalBytes(hello.nonce, own.nonce) || equalBytes(hello.ephemeral, own.ephemeral.publicKey);
}

/** The two failures that come before any key are told, so that the person there hears why (PROTOCOL [H10]). */
function refused(code: Refusal['code'], detail: string): HandshakeStep {
  return { ...failed(code, detail), send: [encodeRefusal({ code })] };
}

function failed(code: HandshakeErrorCode, detail: string): HandshakeStep {
  return { state: { kind: 'failed', error: { code, detail } }, send: [] };
}
