// Must be the first import of the Python worker. The worker is a classic one, because Chromium starts no module worker
// from a Blob on a page from disk; Pyodide refuses classic workers, which it knows by `importScripts`, although the
// `import()` that it needs works in them.

Object.defineProperty(globalThis, 'importScripts', { value: undefined });
