// Runs the handshake over a link and hands out the proven, sealed link, or closes it with a reason. What arrives
// before the keys are ready is held, within bounds (PROTOCOL [H4]).

import type { Clock } from '../primitives/clock.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import { createDisposables } from '../primitives/disposable.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import type { Frame, Link } from '../transport/transport.ts';
import { createEarlyFrames } from './early-frames.ts';
import {
  continueHandshake,
  hasSaidReady,
  startHandshake,
  type HandshakeOutcome,
  type HandshakeState,
  type HandshakeStep,
} from './handshake.ts';
import type { HandshakeSetup } from './handshake-setup.ts';
import type { LocalPeer } from './identity.ts';
import { createSealedLink, type SealedLink } from './sealed-link.ts';
import type { HandshakeContext, HandshakeError, HandshakeErrorCode, SecureLink } from './secure-link.ts';

export interface EstablishOptions {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly peer: LocalPeer;
  /** A dialer asks for the first; a listener answers to any. */
  readonly contexts: readonly HandshakeContext[];
  /** What this version can do, told to the other side: at most 32 words of at most 32 letters. */
  readonly capabilities: readonly string[];
  readonly signal?: AbortSignal;
  /** Default {@link HANDSHAKE_TIMEOUT_MS}. */
  readonly timeoutMs?: number;
}

/** Two round trips and six signatures; 10 s lets a relayed path on a slow phone through (PROTOCOL [H8]). */
export const HANDSHAKE_TIMEOUT_MS = 10_000;

const NOT_PROVEN = 'not proven';

/** The proven link; subscribe to its messages at once. On failure the link is closed and the error says why. */
export function establishSecureLink(
  link: Link,
  options: EstablishOptions,
): Promise<Result<SecureLink, HandshakeError>> {
  return new Promise((resolve, reject) => {
    const resources = createDisposables();
    const negotiation = createNegotiation(link, setupOf(link, options), {
      onProven(sealed) {
        resources.dispose();
        resolve(ok(sealed.link));
      },
      onFailed(error) {
        resources.dispose();
        // The goodbye says no reason: what may be told was told by a refusal (PROTOCOL [H10]).
        link.close(NOT_PROVEN);
        resolve(err(error));
      },
    });
    const fail = (code: HandshakeErrorCode, detail: string) => negotiation.fail({ code, detail });
    const { clock, signal, timeoutMs = HANDSHAKE_TIMEOUT_MS } = options;
    const onAbort = () => fail('aborted', 'given up');
    signal?.addEventListener('abort', onAbort);
    resources.add(() => signal?.removeEventListener('abort', onAbort));
    resources.add(clock.schedule(timeoutMs, () => fail('timeout', `no proof within ${timeoutMs} ms`)));
    // What arrived before the end may say why it ended: that is looked at first.
    resources.add(
      link.onClosed(
        ({ kind, detail }) => void negotiation.settled().then(() => fail('closed', `${kind}: ${detail}`)),
      ),
    );
    if (signal?.aborted) return onAbort();
    negotiation.start(options.random).catch((mistake: unknown) => {
      resources.dispose();
      link.close(NOT_PROVEN);
      reject(mistake);
    });
  });
}

interface Negotiation {
  start(random: RandomSource): Promise<void>;
  fail(error: HandshakeError): void;
  /** Resolves when every frame that has arrived is dealt with. */
  settled(): Promise<void>;
}

interface NegotiationHandlers {
  readonly onProven: (sealed: SealedLink) => void;
  readonly onFailed: (error: HandshakeError) => void;
}

function createNegotiation(link: Link, setup: HandshakeSetup, handlers: NegotiationHandlers): Negotiation {
  const early = createEarlyFrames();
  let state: HandshakeState | undefined;
  let sealed: SealedLink | undefined;
  let isOver = false;
  let isBusy = true;
  let work = Promise.resolve();

  function fail(error: HandshakeError): void {
    if (isOver) return;
    isOver = true;
    early.takeAll();
    handlers.onFailed(error);
  }

  function receive(frame: Frame): void {
    if (sealed) return sealed.receive(frame);
    if (isOver) return;
    // Nobody may send data before our READY, so that none can have overtaken anything yet.
    if (frame.channel !== 'control' && !(state && hasSaidReady(state)))
      return fail({ code: 'out-of-order', detail: `data on ${frame.channel} before READY` });
    if (!early.push(frame)) return fail({ code: 'out-of-order', detail: 'too much before READY' });
    if (!isBusy) work = pump();
  }

  /** One frame of `control` at a time, in order. */
  async function pump(): Promise<void> {
    isBusy = true;
    for (let frame = early.takeControl(); frame && state; frame = early.takeControl()) {
      apply(await guardedStep(state, frame));
      if (isOver) return;
    }
    isBusy = false;
  }

  function apply(step: HandshakeStep): void {
    if (isOver) return;
    state = step.state;
    for (const frame of step.send) {
      const sent = link.send('control', frame);
      if (!sent.ok) return fail({ code: 'closed', detail: `nothing can be sent: ${sent.error.code}` });
    }
    if (state.kind === 'failed') fail(state.error);
    else if (state.kind === 'proven') succeed(state.outcome);
  }

  function succeed(outcome: HandshakeOutcome): void {
    isOver = true;
    sealed = createSealedLink(link, outcome, setup.crypto);
    for (const frame of early.takeAll()) sealed.receive(frame);
    handlers.onProven(sealed);
  }

  return {
    fail,
    settled: () => work,
    async start(random) {
      link.onFrame(receive);
      apply(await startHandshake(setup, random));
      await pump();
    },
  };
}

/** What a peer sends never throws here, whatever a browser's crypto makes of it. */
async function guardedStep(state: HandshakeState, frame: Uint8Array): Promise<HandshakeStep> {
  try {
    return await continueHandshake(state, frame);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'the step failed';
    return { state: { kind: 'failed', error: { code: 'malformed', detail } }, send: [] };
  }
}

function setupOf(link: Link, options: EstablishOptions): HandshakeSetup {
  const { peer, contexts, capabilities, crypto } = options;
  return { role: link.role, fingerprints: link.fingerprints, peer, contexts, capabilities, crypto };
}
