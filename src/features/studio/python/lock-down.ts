// Takes from a worker what code run in it has no business with: the network, storage and other contexts. The page's
// policy does not tell the page's own requests from those of a script, so the script's side is closed here.

const CLOSED_GLOBALS = [
  'BroadcastChannel',
  'EventSource',
  'FileSystemObserver',
  'Notification',
  'SharedWorker',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'Worker',
  'XMLHttpRequest',
  'caches',
  'cookieStore',
  'fetch',
  'indexedDB',
  'webkitRequestFileSystem',
  'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemSyncURL',
  'webkitResolveLocalFileSystemURL',
] as const;

const CLOSED_NAVIGATOR = ['hid', 'locks', 'serial', 'serviceWorker', 'storage', 'usb'] as const;

/** Final: nothing that runs later in `scope` can open it again. */
export function lockDown(scope: object, navigator: object): void {
  for (const name of CLOSED_GLOBALS) close(scope, name);
  for (const name of CLOSED_NAVIGATOR) close(navigator, name);
}

/** On every object it could be inherited from, so that asking a prototype does not help. */
function close(target: object, name: string): void {
  Object.defineProperty(target, name, { value: undefined, configurable: false, writable: false });
  for (let owner: unknown = Object.getPrototypeOf(target); owner; owner = Object.getPrototypeOf(owner)) {
    if (Object.hasOwn(owner, name)) Object.defineProperty(owner, name, { value: undefined });
  }
}
