// Dates, times, amounts and lengths of time as each language writes them. Pure: the moment is always given.

import type { Locale } from './words.ts';

const KILO = 1000;
const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Making one takes as long as drawing a message. By language and options, of which the code knows a few dozen. */
const times = new Map<Locale, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();
const lists = new Map<Locale, Intl.ListFormat>();

/** 18:14, in the clock the language uses. `atMs` is milliseconds since 1970, as everywhere here. */
export function formatTime(locale: Locale, atMs: number): string {
  const known = times.get(locale) ?? new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  times.set(locale, known);
  return known.format(atMs);
}

/** Friday 20 November, with its year unless that is the year of `nowMs`: the line between the days of a conversation. */
export function formatDay(locale: Locale, atMs: number, nowMs?: number): string {
  const isThisYear = nowMs !== undefined && new Date(nowMs).getFullYear() === new Date(atMs).getFullYear();
  const year = isThisYear ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...year }).format(
    atMs,
  );
}

export function formatNumber(locale: Locale, value: number, options: Intl.NumberFormatOptions = {}): string {
  const name = `${locale} ${JSON.stringify(options)}`;
  const known = numbers.get(name) ?? new Intl.NumberFormat(locale, options);
  numbers.set(name, known);
  return known.format(value);
}

/** `share` from 0 to 1 as whole percent. */
export function formatPercent(locale: Locale, share: number): string {
  return formatNumber(locale, share, { style: 'percent', maximumFractionDigits: 0 });
}

/** 14 ms */
export function formatMilliseconds(locale: Locale, ms: number): string {
  return formatUnit(locale, Math.round(ms), 'millisecond');
}

/** 1.8 MB; three figures at most, in units of 1000. */
export function formatBytes(locale: Locale, sizeBytes: number): string {
  let value = Math.max(0, sizeBytes);
  let step = 0;
  while (value >= KILO && step < BYTE_UNITS.length - 1) {
    value /= KILO;
    step += 1;
  }
  // The short form of a byte is a word that does not count: 940 byte.
  if (step === 0)
    return formatNumber(locale, value, {
      style: 'unit',
      unit: 'byte',
      unitDisplay: 'long',
      maximumFractionDigits: 0,
    });
  return formatUnit(locale, value, BYTE_UNITS[step] ?? 'byte', value < 10 ? 1 : 0);
}

/** The largest whole unit: 48 sec, 12 min, 3 hr, 2 days. */
export function formatDuration(locale: Locale, lengthMs: number): string {
  const length = Math.max(0, lengthMs);
  if (length < MINUTE_MS) return formatUnit(locale, Math.round(length / SECOND_MS), 'second');
  if (length < HOUR_MS) return formatUnit(locale, Math.round(length / MINUTE_MS), 'minute');
  if (length < DAY_MS) return formatUnit(locale, Math.round(length / HOUR_MS), 'hour');
  return formatUnit(locale, Math.round(length / DAY_MS), 'day');
}

/** 5 minutes ago, yesterday, in 3 hours: how far `atMs` is from `nowMs`. */
export function formatRelative(locale: Locale, atMs: number, nowMs: number): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const awayMs = atMs - nowMs;
  const distance = Math.abs(awayMs);
  if (distance < MINUTE_MS) return format.format(Math.trunc(awayMs / SECOND_MS), 'second');
  if (distance < HOUR_MS) return format.format(Math.trunc(awayMs / MINUTE_MS), 'minute');
  if (distance < DAY_MS) return format.format(Math.trunc(awayMs / HOUR_MS), 'hour');
  return format.format(Math.trunc(awayMs / DAY_MS), 'day');
}

/** 3:07 or 1:03:07, for players and calls; figures of the language, parted by colons. */
export function formatClock(locale: Locale, lengthMs: number): string {
  const seconds = Math.max(0, Math.floor(lengthMs / SECOND_MS));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const two = (value: number) => formatNumber(locale, value, { minimumIntegerDigits: 2 });
  const tail = `${hours > 0 ? two(minutes) : formatNumber(locale, minutes)}:${two(seconds % 60)}`;
  return hours > 0 ? `${formatNumber(locale, hours)}:${tail}` : tail;
}

/** Anna, Ben and Chioma. */
export function formatList(locale: Locale, parts: readonly string[]): string {
  const known = lists.get(locale) ?? new Intl.ListFormat(locale, { type: 'conjunction' });
  lists.set(locale, known);
  return known.format(parts);
}

function formatUnit(locale: Locale, value: number, unit: string, digits = 0): string {
  return formatNumber(locale, value, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
