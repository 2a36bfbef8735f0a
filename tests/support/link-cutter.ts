// Breaks single links of a simulated network without a goodbye, while their machines still reach each other: as a NAT
// that forgets, or a browser that loses one connection. The two ends notice at different times.

import { formatHex } from '../../src/primitives/bytes.ts';
import type { Clock } from '../../src/primitives/clock.ts';
import { randomFraction, randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import { err, ok } from '../../src/primitives/result.ts';
import { createClosing, type Closing } from '../../src/transport/closing.ts';
import type { Endpoint, Link, Transport } from '../../src/transport/transport.ts';

export interface LinkCutter {
  /** Links of this transport can be cut. */
  wrap(transport: Transport): Transport;
  /** Cuts one open link, drawn at random; false when there is none. */
  cutOne(): boolean;
  readonly cuts: number;
}

/** A path noticed to be broken later than this ends by silence in the transport. */
const MAX_NOTICE_MS = 8_000;

interface Wire {
  isCut: boolean;
  readonly ends: End[];
}
interface End {
  readonly link: Link;
  readonly closing: Closing;
}

export function createLinkCutter(clock: Clock, random: RandomSource): LinkCutter {
  const wires = new Map<string, Wire>();
  let cuts = 0;

  function wireOf({ fingerprints }: Link): Wire {
    const key = [fingerprints.local, fingerprints.remote].map(formatHex).sort().join();
    const wire = wires.get(key) ?? { isCut: false, ends: [] };
    wires.set(key, wire);
    return wire;
  }

  function wrapLink(link: Link): Link {
    const wire = wireOf(link);
    const closing = createClosing();
    wire.ends.push({ link, closing });
    link.onClosed((reason) => !wire.isCut && closing.close(reason));
    return {
      localId: link.localId,
      remoteId: link.remoteId,
      role: link.role,
      fingerprints: link.fingerprints,
      get isOpen() {
        return closing.reason === undefined && link.isOpen;
      },
      get isInterrupted() {
        return closing.reason === undefined && link.isInterrupted;
      },
      onInterrupted: (listener) => link.onInterrupted((isNow) => !closing.reason && listener(isNow)),
      onDrained: (listener) => link.onDrained(() => !closing.reason && listener()),
      bufferedBytes: (channel) => link.bufferedBytes(channel),
      send(channel, data) {
        if (closing.reason) return err({ code: 'closed' });
        return wire.isCut ? ok() : link.send(channel, data);
      },
      onFrame: (listener) => link.onFrame((frame) => !wire.isCut && !closing.reason && listener(frame)),
      onClosed: (listener) => closing.onClosed(listener),
      admit: () => link.admit(),
      close(detail) {
        if (wire.isCut) closing.close({ kind: 'local', detail });
        else link.close(detail);
      },
      route: () => link.route(),
    };
  }

  return {
    wrap: (transport) => ({
      label: transport.label,
      async claim(id, options) {
        const claimed = await transport.claim(id, options);
        return claimed.ok ? ok(wrapEndpoint(claimed.value, wrapLink)) : claimed;
      },
    }),
    cutOne() {
      const open = Array.from(wires.values()).filter(isOpen);
      const wire = open[open.length === 0 ? 0 : randomInteger(random, open.length)];
      if (!wire) return false;
      cuts += 1;
      wire.isCut = true;
      for (const { closing } of wire.ends) {
        const notice = () => closing.close({ kind: 'lost', detail: 'cut' });
        clock.schedule(randomFraction(random) ** 2 * MAX_NOTICE_MS, notice);
      }
      return true;
    },
    get cuts() {
      return cuts;
    },
  };
}

function isOpen({ isCut, ends }: Wire): boolean {
  return !isCut && ends.length === 2 && ends.every(({ link, closing }) => link.isOpen && !closing.reason);
}

function wrapEndpoint(endpoint: Endpoint, wrapLink: (link: Link) => Link): Endpoint {
  return {
    id: endpoint.id,
    get state() {
      return endpoint.state;
    },
    onState: (listener) => endpoint.onState(listener),
    async dial(remoteId, options) {
      const dialled = await endpoint.dial(remoteId, options);
      return dialled.ok ? ok(wrapLink(dialled.value)) : dialled;
    },
    onLink: (listener) => endpoint.onLink((link) => listener(wrapLink(link))),
    tryNow: () => endpoint.tryNow(),
    close: () => endpoint.close(),
  };
}
