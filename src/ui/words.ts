// Words for people, in every language at once: a sentence that lacks a language does not compile.

export const LOCALES = ['en', 'hi', 'ar'] as const;
export type Locale = (typeof LOCALES)[number];

/** Plural forms as `Intl.PluralRules` names them; `other` always stands in. */
export interface PluralForms {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** One sentence: `{name}` is replaced by an argument; forms are chosen by the argument `n`. */
export type Sentence = string | PluralForms;

/** One sentence in every language. */
export type Words = { readonly [L in Locale]: Sentence };

export type Arguments = Readonly<Record<string, string | number>>;

const rules = new Map<Locale, Intl.PluralRules>();
const numbers = new Map<Locale, Intl.NumberFormat>();

/** The direction of writing, for the `dir` attribute. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'ar' ? 'rtl' : 'ltr';
}

/** `words` in `locale` with its places filled; numbers are written as the language writes them. */
export function say(locale: Locale, words: Words, values: Arguments = {}): string {
  const sentence = words[locale];
  const form =
    typeof sentence === 'string' ? sentence : pluralForm(locale, sentence, Number(values['n'] ?? 0));
  return form.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? numberFormat(locale).format(value) : value;
  });
}

function pluralForm(locale: Locale, forms: PluralForms, n: number): string {
  const rule = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, rule);
  return forms[rule.select(n)] ?? forms.other;
}

function numberFormat(locale: Locale): Intl.NumberFormat {
  const format = numbers.get(locale) ?? new Intl.NumberFormat(locale);
  numbers.set(locale, format);
  return format;
}
