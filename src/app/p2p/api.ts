// The interface for scripts inside the page, as docs/API.md promises it. Types only; a test compares them with the page.

import type { Json } from '../../sync/json.ts';

export interface P2p {
  readonly id: 'p2p-serverless';
  /** Takes a configuration for the rooms entered from now on. Rejects and changes nothing when it cannot be kept. */
  init(options?: { readonly config?: P2pConfig }): Promise<void>;
  start(): Promise<void>;
  /** Leaves the room, forgets all listeners, and goes back to the default configuration. */
  stop(): Promise<void>;
  /** Undefined until the identity is known, and while it is locked. */
  readonly self: P2pSelf | undefined;
  readonly room: P2pRoom | undefined;
  /** Opens a room of one's own and is in it at once. */
  createRoom(): Promise<P2pRoom>;
  /** `address`: a room's link, or its six words. Resolves once the room is open. */
  joinRoom(address: string): Promise<P2pRoom>;
  leaveRoom(): Promise<void>;
  /** Into the room one is in, without any server; another one each time, for one person. What `completeInvitation` takes has to come in time; of four that wait the oldest is withdrawn. */
  createInvitation(): Promise<P2pInvitation>;
  /** `url`: an invitation, or a text with one in it. `connected` resolves once the reply was taken and the room is open. */
  acceptInvitation(url: string): Promise<P2pAcceptance>;
  /** Takes the reply that `acceptInvitation` gave there, whole or its `url` alone; resolves once the two are linked. */
  completeInvitation(reply: string | P2pPassed): Promise<void>;
  /** Everybody else in the room, nearest first. */
  getPeers(): Promise<readonly P2pPeer[]>;
  /**
   * Ends the link to this peer and takes none from it for 10 minutes; others still reach it. Nothing more of it is heard
   * here during this stay.
   */
  disconnectPeer(peerId: string): Promise<void>;
  /** Resolves once the message was handed over; it arrives, in order, unless the peer goes. */
  send(peerId: string, message: Json): Promise<void>;
  /** Resolves with the ids of the peers it was handed over for. */
  broadcast(message: Json): Promise<readonly string[]>;
  /** Returns what ends it. A listener that throws disturbs nobody else. */
  on<E extends keyof P2pEvents>(event: E, listener: (value: P2pEvents[E]) => void): () => void;
  /** A map that everybody in the room shares. One per key of 1 to 60 characters; needs a room. */
  getSharedState(key: string): P2pSharedState;
  /**
   * Offers a file to everybody in the room, as the files of the room do; those who want it get it, and give it on. Of a
   * large one bytes flow while it is read.
   */
  shareFile(file: File): Promise<P2pFile>;
  /** What is offered in the room, newest first, one's own too. What comes from people who are blocked is not in it. */
  files(): Promise<readonly P2pFile[]>;
  /** As pressing Get in the files of the room: takes a file, and resolves with its bytes once all are here and checked. */
  getFile(id: string): Promise<Blob>;
  metrics(): P2pMetrics;
}

/** On its way to another person. */
export interface P2pPassed {
  /** A link of this page, or `kith:` text where there is none to give. */
  readonly url: string;
  /** The same as a QR code: an SVG picture as text. Undefined where the page's address is longer than any code holds. */
  readonly qr: string | undefined;
}

export interface P2pInvitation extends P2pPassed {
  /** Until when it may be answered; milliseconds since 1970. */
  readonly expires: number;
}

export interface P2pAcceptance {
  readonly reply: P2pPassed;
  readonly connected: Promise<P2pRoom>;
}

export interface P2pSelf {
  /** Of this tab, until it closes. */
  readonly peerId: string;
  /** Of the person, on every device that holds their key. */
  readonly identityId: string;
  readonly name: string;
}

export interface P2pRoom {
  /** Six words. */
  readonly code: readonly string[];
  /** What to send to those who shall come; an address of this page, or `kith:` text where there is none to give. */
  readonly link: string;
  readonly state: 'joining' | 'open' | 'failed';
}

export interface P2pPeer {
  readonly peerId: string;
  readonly identityId: string;
  /** As the person gave it, cleaned; '' when none was given. */
  readonly name: string;
  /** `linked`: the browser has not told yet whether directly. `through-others`: no link of its own. */
  readonly connection: 'direct' | 'relayed' | 'linked' | 'through-others' | 'interrupted';
  /** Round trip in milliseconds; null before it was measured. */
  readonly latency: number | null;
}

export interface P2pFile {
  /** The same for everybody in the room. */
  readonly id: string;
  /** Cleaned: no path, nothing that hides its ending. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Media type as whoever offers it says; may be a lie. */
  readonly type: string;
  /** Identity of whoever offers it. */
  readonly from: string;
  readonly isOwn: boolean;
  /** `stuck`: nobody here has what is missing; it goes on when they are back. */
  readonly state: 'offered' | 'coming' | 'paused' | 'stuck' | 'complete' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
}

export interface P2pEvents {
  readonly 'peer:connect': P2pPeer;
  /** `interrupted`: it may come back by itself; `refused`: it broke the rules, or was disconnected. */
  readonly 'peer:disconnect': {
    readonly peerId: string;
    readonly reason: 'left' | 'lost' | 'asleep' | 'refused' | 'interrupted';
  };
  /** `from` is who has proven to have sent it. */
  readonly message: { readonly from: string; readonly data: Json };
  readonly 'state:update': P2pStateUpdate;
  /** Somebody offers a file, or a file's state is another. */
  readonly file: P2pFile;
  readonly error: P2pError;
}

export interface P2pStateUpdate {
  readonly key: string;
  readonly origin: 'self' | 'peer' | 'restored';
  /** `value` is undefined for what was deleted. */
  readonly changes: readonly { readonly key: string; readonly value: Json | undefined }[];
}

export interface P2pSharedState {
  get(key: string): Json | undefined;
  has(key: string): boolean;
  /** Throws a TypeError for what is not JSON, and a SynchronizationError where this person may not write. */
  set(key: string, value: Json): void;
  delete(key: string): void;
  keys(): readonly string[];
  toJSON(): Readonly<Record<string, Json>>;
  observe(listener: (update: P2pStateUpdate) => void): () => void;
}

export interface P2pError extends Error {
  readonly name: 'ConnectionError' | 'SynchronizationError' | 'SecurityError';
  readonly code: string;
}

export interface P2pMetrics {
  readonly network: {
    /** Peers with a link of their own. */
    readonly connectedPeers: number;
    /** Links opened since the room was entered, those opened again included. */
    readonly totalConnections: number;
    /** Messages of this interface, sent and received, over the last 10 seconds. */
    readonly messagesPerSecond: number;
    /** Of everything on all links, sent and received, over about 5 seconds. */
    readonly bytesPerSecond: number;
    /** Mean round trip in milliseconds; null before one was measured. */
    readonly averageLatency: number | null;
    /** `full`: every peer has a link to every other; `partial`: to some; null outside of a room. */
    readonly mesh: 'full' | 'partial' | null;
    /** Waiting to be sent over all links. */
    readonly queuedBytes: number;
    /** Passed on for peers without a link of their own, since the room was entered. */
    readonly relayedMessages: number;
    /** Of those present, not taken or not passed on: malformed, unknown, too many, or without a way. */
    readonly droppedMessages: number;
  };
  readonly sync: {
    /** Bytes. */
    readonly stateSize: number;
    /** Held back because something before them is missing. */
    readonly pendingUpdates: number;
    /**
     * Changes of others that met one made here, at the same key or the same spot, which their author had not seen; null
     * where there is no shared state.
     */
    readonly conflictsResolved: number | null;
    /** Milliseconds since 1970; null when nothing was compared with anybody yet. */
    readonly lastSyncTime: number | null;
  };
  readonly health: {
    /** `degraded`: a link is interrupted, or the room failed to open. */
    readonly status: 'idle' | 'connecting' | 'healthy' | 'degraded';
    /** Milliseconds since the room was entered. */
    readonly uptime: number;
    /** Interrupted links that came back. */
    readonly reconnections: number;
    /** The last 20. */
    readonly errors: readonly { readonly name: string; readonly code: string; readonly time: number }[];
  };
}

export interface P2pConfig {
  /** Links to hold, 4 to 15. */
  readonly maxPeers?: number;
  /** Ways to find others: `broadcast` in tabs of this browser, `url` and `qr` through the brokers of this device. */
  readonly discoveryMethods?: readonly ('broadcast' | 'url' | 'qr')[];
  /** It cannot be switched off. */
  readonly encryption?: { readonly enabled?: true; readonly algorithm?: 'AES-GCM' };
  /** In place of the page's own STUN servers; at most 8 of `stun:host:port`. */
  readonly stun?: { readonly servers?: readonly string[] };
  /** `enabled: false`: no shared state through this interface. */
  readonly sync?: { readonly enabled?: boolean; readonly conflictResolution?: 'crdt' };
  readonly network?: {
    readonly topology?: 'mesh';
    /** Between two comparisons of shared state with a random neighbour: 5,000 to 120,000 ms. */
    readonly gossipInterval?: number;
    /** Between two pings of a link: 1,000 to 20,000 ms. */
    readonly heartbeatInterval?: number;
  };
}
