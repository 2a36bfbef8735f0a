// What this browser, opened in this way, can do. Facts only: the words about what is missing are the views'.

export interface Capabilities {
  /** Opened from disk: no origin, no host, no service worker, storage that others may read. */
  readonly isFile: boolean;
  /** https, localhost or a file; without it there is no cryptography and no camera. */
  readonly isSecureContext: boolean;
  /** WebRTC data channels: without them no room. */
  readonly hasWebRtc: boolean;
  /** WebCrypto: without it no identity. */
  readonly hasSubtle: boolean;
  readonly hasServiceWorker: boolean;
  readonly hasIndexedDb: boolean;
  readonly hasBroadcastChannel: boolean;
  readonly hasCompressionStreams: boolean;
  readonly hasMediaDevices: boolean;
  readonly hasShare: boolean;
  readonly hasClipboardWrite: boolean;
  readonly hasSaveFilePicker: boolean;
}

/** Reads the browser's globals; `scope` stands in for them in tests. */
export function detectCapabilities(scope: object = globalThis): Capabilities {
  const has = (...path: readonly string[]) => reach(scope, path) !== undefined;
  return {
    isFile: reach(scope, ['location', 'protocol']) === 'file:',
    isSecureContext: reach(scope, ['isSecureContext']) === true,
    hasWebRtc: has('RTCPeerConnection', 'prototype', 'createDataChannel'),
    hasSubtle: has('crypto', 'subtle'),
    hasServiceWorker: has('navigator', 'serviceWorker'),
    hasIndexedDb: has('indexedDB'),
    hasBroadcastChannel: has('BroadcastChannel'),
    hasCompressionStreams: has('DecompressionStream'),
    hasMediaDevices: has('navigator', 'mediaDevices', 'getUserMedia'),
    hasShare: has('navigator', 'share'),
    hasClipboardWrite: has('navigator', 'clipboard', 'writeText'),
    hasSaveFilePicker: has('showSaveFilePicker'),
  };
}

/** The value at the end of `path`; undefined when a step is missing or the browser refuses to show it. */
function reach(scope: object, path: readonly string[]): unknown {
  try {
    return (
      path.reduce<unknown>(
        (value, name) =>
          value === undefined || value === null ? undefined : Reflect.get(Object(value), name, value),
        scope,
      ) ?? undefined
    );
  } catch {
    return undefined;
  }
}
