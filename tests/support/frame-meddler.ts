// Somebody on the path of a simulated link who does with a frame what they like: says it twice, or changes it.

import { copyBytes } from '../../src/primitives/bytes.ts';
import { ok } from '../../src/primitives/result.ts';
import type { Endpoint, Link, Transport } from '../../src/transport/transport.ts';

export type Meddling = (frame: Uint8Array) => readonly Uint8Array[];

export interface FrameMeddler {
  /** What leaves by links of this transport is meddled with. */
  wrap(transport: Transport): Transport;
  /** Does it once, with the next frame on `control`. */
  meddle(how: Meddling): void;
  readonly times: number;
}

export const sayTwice: Meddling = (frame) => [frame, frame];

export const changeLastByte: Meddling = (frame) => {
  const changed = copyBytes(frame);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  return [changed];
};

export function createFrameMeddler(): FrameMeddler {
  let next: Meddling | undefined;
  let times = 0;

  function wrapLink(link: Link): Link {
    const send: Link['send'] = (channel, data) => {
      if (!next || channel !== 'control') return link.send(channel, data);
      const frames = next(data);
      next = undefined;
      times += 1;
      return frames.map((frame) => link.send(channel, frame)).at(-1) ?? ok();
    };
    return Object.create(link, { send: { value: send } }) as Link;
  }

  function wrapEndpoint(endpoint: Endpoint): Endpoint {
    const dial: Endpoint['dial'] = async (remoteId, options) => {
      const dialled = await endpoint.dial(remoteId, options);
      return dialled.ok ? ok(wrapLink(dialled.value)) : dialled;
    };
    const onLink: Endpoint['onLink'] = (listener) => endpoint.onLink((link) => listener(wrapLink(link)));
    return Object.create(endpoint, { dial: { value: dial }, onLink: { value: onLink } }) as Endpoint;
  }

  return {
    wrap: (transport) => ({
      label: transport.label,
      async claim(id, options) {
        const claimed = await transport.claim(id, options);
        return claimed.ok ? ok(wrapEndpoint(claimed.value)) : claimed;
      },
    }),
    meddle: (how) => void (next = how),
    get times() {
      return times;
    },
  };
}
