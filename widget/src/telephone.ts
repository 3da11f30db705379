/** Telephone numbers in safety texts. Knows how numbers look; which ones are right, the gateway knows. */

import { html, type TemplateResult } from "lit";

/** Three digits or more, in groups, that are no part of a date, an amount or a time. */
const NUMBER =
  /(?<![\d.,:/-])\+?\d(?:[ -]?\d){2,14}(?![\d.,:/-]*\d|\s?(?:%|mg|ml|g|hours?|minutes?|days?)\b)/g;

/** The numbers in `text`, as they are written. */
export function numbersIn(text: string): string[] {
  return [...new Set(text.match(NUMBER) ?? [])];
}

/** The link that calls `number`. */
export function callLink(number: string): string {
  return `tel:${number.replace(/[^\d+]/g, "")}`;
}

/** `text` with each number as a link. */
export function telephone(text: string): Array<TemplateResult | string> {
  const parts: Array<TemplateResult | string> = [];
  let end = 0;
  for (const match of text.matchAll(NUMBER)) {
    const number = match[0];
    parts.push(text.slice(end, match.index), html`<a href=${callLink(number)}>${number}</a>`);
    end = match.index + number.length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}
