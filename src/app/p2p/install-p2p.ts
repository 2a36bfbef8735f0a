// `window.p2p` before anybody uses it: loads what stands behind it when a script asks or a room opens.

import type { P2p } from './api.ts';

export interface P2pLoading {
  readonly load: () => Promise<P2p>;
  /** Calls `listener` now or later, whenever there is a room. */
  readonly onRoom: (listener: () => void) => void;
}

/** Whatever has to answer at once, answers as if nothing had happened yet, because nothing has. */
export function installP2p(target: object, { load, onRoom }: P2pLoading): void {
  let loaded: P2p | undefined;
  let loading: Promise<P2p> | undefined;

  async function whole(): Promise<P2p> {
    loading ??= load();
    loaded = await loading;
    return loaded;
  }

  function now(): P2p {
    if (loaded) return loaded;
    void whole();
    throw new Error('await p2p.start() first');
  }

  onRoom(() => void whole());
  const p2p: P2p = {
    id: 'p2p-serverless',
    init: async (options) => (await whole()).init(options),
    start: async () => (await whole()).start(),
    stop: async () => loaded?.stop(),
    get self() {
      return loaded?.self;
    },
    get room() {
      return loaded?.room;
    },
    createRoom: async () => (await whole()).createRoom(),
    joinRoom: async (address) => (await whole()).joinRoom(address),
    leaveRoom: async () => (await whole()).leaveRoom(),
    createInvitation: async () => (await whole()).createInvitation(),
    acceptInvitation: async (url) => (await whole()).acceptInvitation(url),
    completeInvitation: async (reply) => (await whole()).completeInvitation(reply),
    getPeers: async () => (await whole()).getPeers(),
    disconnectPeer: async (peerId) => (await whole()).disconnectPeer(peerId),
    send: async (peerId, message) => (await whole()).send(peerId, message),
    broadcast: async (message) => (await whole()).broadcast(message),
    on(event, listener) {
      if (loaded) return loaded.on(event, listener);
      let isOver = false;
      let off = (): void => {
        isOver = true;
      };
      void whole().then((p2p) => {
        if (!isOver) off = p2p.on(event, listener);
      });
      return () => off();
    },
    getSharedState: (key) => now().getSharedState(key),
    shareFile: async (file) => (await whole()).shareFile(file),
    files: async () => (await whole()).files(),
    getFile: async (id) => (await whole()).getFile(id),
    metrics: () => now().metrics(),
  };
  Object.defineProperty(target, 'p2p', { value: Object.freeze(p2p), enumerable: true });
}
