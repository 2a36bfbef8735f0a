// Takes the brokers away from a page as the loss of its network does: sockets that stand fall silent and end, new ones
// reach nobody, until the gate is open again.

/** Nobody listens there. */
const NOWHERE = 'ws://127.0.0.1:65321/';

export interface SocketGate {
  shut(): void;
  open(): void;
  /** The page has its own sockets again. */
  dispose(): void;
}

/** From now on every new WebSocket of this page stands behind the gate, which is open. */
export function gateSockets(): SocketGate {
  const Real = globalThis.WebSocket;
  const made = new Set<WebSocket>();
  let isShut = false;
  class GatedSocket extends Real {
    constructor(url: string | URL, protocols: string | string[] = []) {
      super(isShut ? NOWHERE : url, protocols);
      made.add(this);
    }
  }
  globalThis.WebSocket = GatedSocket;
  return {
    shut() {
      isShut = true;
      for (const socket of made) socket.close();
      made.clear();
    },
    open: () => void (isShut = false),
    dispose: () => void (globalThis.WebSocket = Real),
  };
}
