/** The widget's own words, one file a language in ../strings. */

import ar from "../strings/ar.json";
import en from "../strings/en.json";

export type Strings = typeof en;

const LANGUAGES: Record<string, Strings> = { en, ar };

/** The words for `locale`, such as "ar-EG"; English where there are none. */
export function stringsFor(locale: string): Strings {
  return LANGUAGES[locale.toLowerCase().split(/[-_]/)[0] ?? ""] ?? en;
}

/** `text` with its {names} replaced. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A day such as "2026-11-22" in the words of `locale`; as it is where it is none. */
export function day(value: string, locale: string): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(date);
}
