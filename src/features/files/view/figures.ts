// Amounts as the files space shows them: a rate, and a figure parted from its unit so that the figure can be large.

import { formatNumber } from '../../../ui/format.ts';
import type { Locale } from '../../../ui/words.ts';

/** A figure and what it counts, in the order of the language. */
export interface FigurePart {
  readonly text: string;
  readonly isUnit: boolean;
}

const RATE_UNITS = [
  'byte-per-second',
  'kilobyte-per-second',
  'megabyte-per-second',
  'gigabyte-per-second',
] as const;
const KILO = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const UNIT_PARTS = new Set(['unit', 'percentSign', 'literal']);

/** 7.9 MB/s */
export function formatRate(locale: Locale, bytesPerSecond: number): string {
  const { value, options } = rateOf(bytesPerSecond);
  return formatNumber(locale, value, options);
}

/** The figure alone, in MB/s whatever it is: where the unit stands once for several. */
export function formatMegabytes(locale: Locale, bytesPerSecond: number): string {
  return formatNumber(locale, bytesPerSecond / KILO ** 2, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
}

export function rateParts(locale: Locale, bytesPerSecond: number): readonly FigurePart[] {
  const { value, options } = rateOf(bytesPerSecond);
  return partsOf(locale, value, options);
}

/** `share` from 0 to 1; below 1 never shown as 100 %. */
export function percentParts(locale: Locale, share: number): readonly FigurePart[] {
  return partsOf(locale, shownShare(share), { style: 'percent', maximumFractionDigits: 0 });
}

export function percent(locale: Locale, share: number): string {
  return formatNumber(locale, shownShare(share), { style: 'percent', maximumFractionDigits: 0 });
}

/** The largest whole unit. */
export function durationParts(locale: Locale, lengthMs: number): readonly FigurePart[] {
  const unit = lengthMs < MINUTE_MS ? 'second' : lengthMs < HOUR_MS ? 'minute' : 'hour';
  const unitMs = { second: 1000, minute: MINUTE_MS, hour: HOUR_MS }[unit];
  return partsOf(locale, Math.max(1, Math.round(lengthMs / unitMs)), {
    style: 'unit',
    unit,
    unitDisplay: 'narrow',
    maximumFractionDigits: 0,
  });
}

function shownShare(share: number): number {
  return share >= 1 ? 1 : Math.min(0.99, Math.max(0, share));
}

function rateOf(bytesPerSecond: number): {
  readonly value: number;
  readonly options: Intl.NumberFormatOptions;
} {
  let value = Math.max(0, bytesPerSecond);
  let step = 0;
  // From 0.1 MB/s on, so that the rates of several people compare at a glance.
  while (value >= (step === 1 ? KILO / 10 : KILO) && step < RATE_UNITS.length - 1) {
    value /= KILO;
    step += 1;
  }
  const digits = value < 10 && step > 1 ? 1 : 0;
  return {
    value,
    options: {
      style: 'unit',
      unit: RATE_UNITS[step] ?? RATE_UNITS[0],
      unitDisplay: 'short',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    },
  };
}

function partsOf(locale: Locale, value: number, options: Intl.NumberFormatOptions): readonly FigurePart[] {
  const shown: FigurePart[] = [];
  for (const { type, value: text } of new Intl.NumberFormat(locale, options).formatToParts(value)) {
    const isUnit = UNIT_PARTS.has(type);
    const last = shown.at(-1);
    if (last?.isUnit === isUnit) shown[shown.length - 1] = { text: last.text + text, isUnit };
    else shown.push({ text, isUnit });
  }
  return shown;
}
