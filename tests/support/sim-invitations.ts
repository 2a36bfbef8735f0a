// Links by invitation on a simulated network: descriptions are drawn, and the network decides whether a path works.

import { delay } from '../../src/primitives/clock.ts';
import { formatHex } from '../../src/primitives/bytes.ts';
import type { TransportId } from '../../src/primitives/ids.ts';
import { err, ok, type Result } from '../../src/primitives/result.ts';
import type { PackedDescription } from '../../src/signaling/packed-description.ts';
import { COMPLETE_TIMEOUT_MS, type InvitationTransport } from '../../src/transport/invitation-transport.ts';
import type { DialError, Link } from '../../src/transport/transport.ts';
import { createSimLinkPair } from './sim-link.ts';
import type { SimMachine, SimNetwork } from './sim-network.ts';

interface Answerer {
  readonly machine: SimMachine;
  readonly id: TransportId;
  readonly open: (link: Link) => void;
}

export interface SimInvitations {
  transportOf(machine: SimMachine): InvitationTransport;
  /** Offers that wait for their answer. */
  readonly waiting: number;
}

export function createSimInvitations(network: SimNetwork): SimInvitations {
  const answers = new Map<string, Answerer>();
  const waiting = new Set<string>();

  function describe(type: PackedDescription['type']): PackedDescription {
    const credentials = { ufrag: 'abcd', pwd: 'abcdefghijklmnopqrstuvwx' };
    const address = { kind: 'ipv4', bytes: Uint8Array.of(192, 0, 2, 1) } as const;
    const candidates = [{ type: 'host', address, port: 5_000 }] as const;
    return { type, credentials, fingerprint: network.random.bytes(32), candidates };
  }
  const idOf = ({ fingerprint }: PackedDescription) =>
    `kith-i-${formatHex(fingerprint.slice(0, 8))}` as TransportId;

  function transportOf(machine: SimMachine): InvitationTransport {
    return {
      async offer() {
        const description = describe('offer');
        const key = formatHex(description.fingerprint);
        waiting.add(key);
        return ok({
          description,
          async complete(answer): Promise<Result<Link, DialError>> {
            waiting.delete(key);
            const far = answers.get(formatHex(answer.fingerprint));
            if (!far || !network.medium.canReach(machine, far.machine)) {
              await delay(network.clock, COMPLETE_TIMEOUT_MS);
              return err({ code: 'timeout', detail: 'no path' });
            }
            const [guest, host] = createSimLinkPair(network, far, { id: idOf(description), machine });
            network.medium.deliver(() => far.open(guest));
            return ok(host);
          },
          cancel: () => void waiting.delete(key),
        });
      },
      async answer(_, timeoutMs) {
        const description = describe('answer');
        const key = formatHex(description.fingerprint);
        const opened = new Promise<Result<Link, DialError>>((resolve) => {
          network.clock.schedule(timeoutMs, () => resolve(err({ code: 'timeout', detail: 'nobody came' })));
          answers.set(key, { machine, id: idOf(description), open: (link) => resolve(ok(link)) });
        });
        return ok({ description, opened, cancel: () => void answers.delete(key) });
      },
    };
  }

  return {
    transportOf,
    get waiting() {
      return waiting.size;
    },
  };
}
