// Whether this browser can run the app at all. Asked before anything of the app is read, so that an old browser shows a
// sentence instead of nothing. What a part of the app needs, such as WebRTC, is that part's question.

/** Native unpacking came after ES2022 in every engine (Chromium 103, Firefox 113, Safari 16.4), so it stands for both. */
export function canRunApp(scope: typeof globalThis): boolean {
  return (
    typeof scope.DecompressionStream === 'function' &&
    typeof scope.MutationObserver === 'function' &&
    typeof scope.Blob === 'function' &&
    canUnpack(scope) &&
    canAdoptStyles(scope)
  );
}

function canUnpack(scope: typeof globalThis): boolean {
  try {
    return Boolean(new scope.DecompressionStream('deflate-raw'));
  } catch {
    return false;
  }
}

function canAdoptStyles(scope: typeof globalThis): boolean {
  return typeof scope.Document === 'function' && 'adoptedStyleSheets' in scope.Document.prototype;
}
