// Between a medium and a standing link. Whoever speaks on a medium is unproven, and a link that works does not depend on
// it (PROTOCOL [R8]): a restart that comes this way counts only while the path is doubted, or when the other side does
// not answer over the link.

import type { NegotiationMessage } from './negotiation-message.ts';

export interface MediumGateOptions {
  isDoubted(): boolean;
  /** Asks the other side over the link; tells once whether it answered. */
  probe(listener: (hasAnswered: boolean) => void): void;
  pass(message: NegotiationMessage): void;
}

export interface MediumGate {
  take(message: NegotiationMessage): void;
  /** The path is doubted: what was held is due. */
  onDoubted(): void;
}

export function createMediumGate(options: MediumGateOptions): MediumGate {
  /** The last one alone: a later offer replaces an earlier one anyway. */
  let held: NegotiationMessage | undefined;

  function release(): void {
    if (held) options.pass(held);
    held = undefined;
  }

  return {
    take(message) {
      if (message.type === 'candidate' || options.isDoubted()) return options.pass(message);
      if (message.type === 'answer') return undefined;
      const isAsking = held !== undefined;
      held = message;
      if (isAsking) return undefined;
      return options.probe((hasAnswered) => {
        if (hasAnswered) held = undefined;
        else release();
      });
    },
    onDoubted: release,
  };
}
