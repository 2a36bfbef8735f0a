import { expect, it } from 'vitest';
import { detectCapabilities, type Capabilities } from '../../../src/platform/capabilities.ts';

const action = () => undefined;

const BROWSER = {
  location: { protocol: 'https:' },
  isSecureContext: true,
  RTCPeerConnection: { prototype: { createDataChannel: action } },
  crypto: { subtle: {} },
  navigator: {
    serviceWorker: {},
    mediaDevices: { getUserMedia: action },
    share: action,
    clipboard: { writeText: action },
  },
  indexedDB: {},
  BroadcastChannel: action,
  DecompressionStream: action,
  showSaveFilePicker: action,
};

it('finds everything in a browser that has everything', () => {
  const { isFile, ...others } = detectCapabilities(BROWSER);
  expect(isFile).toBe(false);
  expect(new Set(Object.values(others))).toEqual(new Set([true]));
});

it('finds nothing where there is nothing', () => {
  expect(new Set(Object.values(detectCapabilities({})))).toEqual(new Set([false]));
});

it.each<[keyof Capabilities, object]>([
  ['hasWebRtc', { RTCPeerConnection: undefined }],
  ['hasWebRtc', { RTCPeerConnection: { prototype: {} } }],
  ['hasSubtle', { crypto: {} }],
  ['hasServiceWorker', { navigator: {} }],
  ['hasIndexedDb', { indexedDB: null }],
  ['isSecureContext', { isSecureContext: false }],
])('misses %s given %o', (name, missing) => {
  expect(detectCapabilities({ ...BROWSER, ...missing })[name]).toBe(false);
});

it('knows a page from disk', () => {
  expect(detectCapabilities({ location: { protocol: 'file:' } }).isFile).toBe(true);
});

it('takes a global that must not be read for missing', () => {
  const scope = {
    get indexedDB(): never {
      throw new DOMException('blocked', 'SecurityError');
    },
  };
  expect(detectCapabilities(scope).hasIndexedDb).toBe(false);
});
