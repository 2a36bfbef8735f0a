// Which sounds and films this browser says that it plays.

/** Asked once: a list of files asks for each of its rows. */
const known = new Map<string, boolean>();

/** `type`: `audio/…` or `video/…`. */
export function canPlay(type: string): boolean {
  const before = known.get(type);
  if (before !== undefined) return before;
  const player = document.createElement(type.startsWith('audio/') ? 'audio' : 'video');
  const can = player.canPlayType(type) !== '';
  known.set(type, can);
  return can;
}
