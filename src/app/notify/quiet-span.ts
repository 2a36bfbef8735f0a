// For how long somebody is left alone: the choices, and when each ends.

export const QUIET_SPANS = ['off', 'hour', 'tomorrow', 'on'] as const;
export type QuietSpan = (typeof QUIET_SPANS)[number];

/** The last moment that dates know, milliseconds since 1970: until it is switched off. */
export const QUIET_FOREVER_MS = 8.64e15;

const HOUR_MS = 3_600_000;
/** When a day begins for people: whoever is up later still means that morning by "tomorrow". */
const MORNING_HOUR = 8;
const NIGHT_ENDS_HOUR = 4;

/** Until when, milliseconds since 1970; 0 for not at all. */
export function quietUntilMs(span: QuietSpan, nowMs: number): number {
  switch (span) {
    case 'hour':
      return nowMs + HOUR_MS;
    case 'tomorrow': {
      const morning = new Date(nowMs);
      const days = morning.getHours() < NIGHT_ENDS_HOUR ? 0 : 1;
      morning.setDate(morning.getDate() + days);
      return morning.setHours(MORNING_HOUR, 0, 0, 0);
    }
    case 'on':
      return QUIET_FOREVER_MS;
    default:
      return 0;
  }
}
