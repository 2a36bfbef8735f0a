// The three data channels of a link, negotiated under fixed numbers so that both sides make their own before the
// description goes out: what arrives on a stream that does not exist yet is lost without a word.

import { CHANNELS, type ChannelName } from './transport.ts';

export type ChannelSet = Readonly<Record<ChannelName, RTCDataChannel>>;

/** From 100 up: clear of the numbers that PeerJS's own channel gets. */
const SETTINGS: Readonly<Record<ChannelName, RTCDataChannelInit & { readonly id: number }>> = {
  control: { id: 100, ordered: true },
  bulk: { id: 101, ordered: false },
  realtime: { id: 102, ordered: false, maxRetransmits: 0 },
};

/** Call before the offer or the answer is made. */
export function createChannelSet(connection: RTCPeerConnection): ChannelSet {
  const create = (name: ChannelName) => {
    const channel = connection.createDataChannel(`kith-${name}`, { ...SETTINGS[name], negotiated: true });
    channel.binaryType = 'arraybuffer';
    return channel;
  };
  return { control: create('control'), bulk: create('bulk'), realtime: create('realtime') };
}

export function isEveryChannelOpen(channels: ChannelSet): boolean {
  return CHANNELS.every((name) => channels[name].readyState === 'open');
}
