// Addresses inside the page: everything after the `#`, which browsers never send to a server. Pure; what a route shows
// is App.tsx's business.

/** The pages of the settings, in the order of their navigation. */
export const SETTINGS_PAGES = [
  'profile',
  'appearance',
  'notifications',
  'network',
  'identity',
  'people',
  'file',
] as const;
export type SettingsPage = (typeof SETTINGS_PAGES)[number];

export type Route =
  | { readonly kind: 'home' }
  /** Home with the join field focused: a shortcut of the installed app. */
  | { readonly kind: 'join' }
  /** Starts a room at once: a shortcut of the installed app. */
  | { readonly kind: 'new' }
  /** `code` is the part of a room link after `/r/`, unchecked; `space` the id of a feature. */
  | { readonly kind: 'room'; readonly code: string; readonly space: string | undefined }
  | { readonly kind: 'settings'; readonly page: SettingsPage }
  /** A meeting without a server: the invitation, or the answer that is carried back; unchecked. */
  | { readonly kind: 'invitation' | 'answer'; readonly code: string }
  /** Something handed over by the system's share sheet. */
  | { readonly kind: 'share'; readonly text: string }
  /** An address this version does not know. */
  | { readonly kind: 'unknown'; readonly hash: string };

/** A room link's code is 6 words of at most 8 letters, an owner and separators; far below this. */
const MAX_CODE_LENGTH = 200;
/** Base64url of at most 255 bytes. */
const MEETING_CODE = /^[A-Za-z0-9_-]{1,340}$/;
const MAX_SPACE_LENGTH = 24;
/** What a chat message may hold; more cannot be shared in one. */
const MAX_SHARED_LENGTH = 10_000;

const HOME: Route = { kind: 'home' };

/** Reads `location.hash`; anything it cannot read is `unknown`, never an error. */
export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#?\/?/, '');
  if (path === '') return HOME;
  const [head = '', ...rest] = (path.split('?', 1)[0] ?? '').split('/');
  switch (head) {
    case 'join':
    case 'new':
      return { kind: head };
    case 'r':
      return roomRoute(rest) ?? { kind: 'unknown', hash };
    case 'i':
    case 'a':
      return meetingRoute(head, rest) ?? { kind: 'unknown', hash };
    case 'settings':
      return { kind: 'settings', page: SETTINGS_PAGES.find((page) => page === rest[0]) ?? 'profile' };
    case 'share':
      return { kind: 'share', text: sharedText(path) };
    default:
      return { kind: 'unknown', hash };
  }
}

/** The inverse of {@link parseRoute}, with the leading `#`. */
export function formatRoute(route: Route): string {
  switch (route.kind) {
    case 'home':
      return '#/';
    case 'room':
      return `#/r/${route.code}${route.space ? `/${route.space}` : ''}`;
    case 'invitation':
      return `#/i/${route.code}`;
    case 'answer':
      return `#/a/${route.code}`;
    case 'settings':
      return `#/settings/${route.page}`;
    case 'share':
      return `#/share?${new URLSearchParams({ text: route.text }).toString()}`;
    case 'unknown':
      return route.hash;
    default:
      return `#/${route.kind}`;
  }
}

function meetingRoute(head: 'i' | 'a', [code = '', ...more]: readonly string[]): Route | undefined {
  if (more.length > 0 || !MEETING_CODE.test(code)) return undefined;
  return { kind: head === 'i' ? 'invitation' : 'answer', code };
}

function roomRoute(parts: readonly string[]): Route | undefined {
  const [raw = '', space] = parts;
  const code = decode(raw);
  if (code === undefined || code === '' || code.length > MAX_CODE_LENGTH || code.includes('/'))
    return undefined;
  const isSpace = space !== undefined && /^[a-z-]+$/.test(space) && space.length <= MAX_SPACE_LENGTH;
  return { kind: 'room', code, space: isSpace ? space : undefined };
}

/** Title, text and address that a share sheet sends, one a line. */
function sharedText(path: string): string {
  const query = new URLSearchParams(path.slice(path.indexOf('?') + 1));
  const lines = ['title', 'text', 'url'].map((name) => query.get(name)?.trim() ?? '');
  return (
    lines
      .filter((line) => line !== '')
      .join('\n')
      .slice(0, MAX_SHARED_LENGTH)
      // Half a character is none that others would take.
      .replace(/[\uD800-\uDBFF]$/, '')
      .trimEnd()
  );
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
