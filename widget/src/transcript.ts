/** A conversation as text, to keep or to print. */

import type { Turn } from "./conversation.js";
import { plain } from "./markdown.js";
import type { Message } from "./message.js";
import { day, fill, type Strings } from "./strings.js";

/** Who said what, in order, with sources and the day they were checked. */
export function transcript(
  greeting: Message[],
  turns: Turn[],
  strings: Strings,
  locale: string,
): string {
  const today = day(new Date().toISOString().slice(0, 10), locale);
  const lines = [strings.transcript.title, fill(strings.transcript.made, { date: today })];
  lines.push(...greeting.map((message) => said(message, strings, locale)));
  for (const turn of turns) {
    lines.push(`${strings.you}: ${turn.text}`);
    lines.push(...turn.replies.map((message) => said(message, strings, locale)));
  }
  return `${lines.join("\n\n")}\n`;
}

function said(message: Message, strings: Strings, locale: string): string {
  const who =
    message.kind === "safety" ? strings.safety[message.urgency ?? "none"] : strings.assistant;
  const lines = [`${who}: ${plain(message.text)}`];
  if (message.sources.length > 0) {
    lines.push(message.sources.map(({ name }) => name).join(", "));
    lines.push(...provenance(message, strings, locale));
  }
  return lines.join("\n");
}

/** When a text was checked, and whether a clinician has reviewed it. */
export function provenance(message: Message, strings: Strings, locale: string): string[] {
  const { checked, unreviewed, reviewed } = strings.sources;
  const lines = message.checked ? [fill(checked, { date: day(message.checked, locale) })] : [];
  const name = message.reviewedBy;
  return [...lines, name ? fill(reviewed, { name }) : unreviewed];
}
