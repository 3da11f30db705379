/** What the web API sends. Everything is checked here, so that no other module meets a wrong type. */

export type Urgency = "none" | "soon" | "urgent" | "emergency";

export const URGENCIES: readonly Urgency[] = ["none", "soon", "urgent", "emergency"];

export interface Source {
  name: string;
  url: string | null;
}

export interface Button {
  title: string;
  value: string;
}

export interface Message {
  id: string;
  kind: string;
  text: string;
  speech: string;
  topic: string | null;
  urgency: Urgency | null;
  person: string | null;
  sources: Source[];
  checked: string | null;
  reviewedBy: string | null;
  buttons: Button[];
}

type Raw = Record<string, unknown>;

export function isObject(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function words(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function objects(value: unknown): Raw[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The tier that `value` names, if it is one. */
export function asUrgency(value: unknown): Urgency | null {
  return URGENCIES.find((urgency) => urgency === value) ?? null;
}

/** `raw` as a message; null where it has no text. */
export function asMessage(raw: unknown): Message | null {
  if (!isObject(raw)) return null;
  const text = words(raw.text);
  if (text === null) return null;
  return {
    id: words(raw.id) ?? "",
    kind: words(raw.kind) ?? "social",
    text,
    speech: words(raw.speech) ?? text,
    topic: words(raw.topic),
    urgency: asUrgency(raw.urgency),
    person: words(raw.about_person),
    sources: objects(raw.sources).flatMap((source) => {
      const name = words(source.name);
      return name === null ? [] : [{ name, url: words(source.url) }];
    }),
    checked: words(raw.checked),
    reviewedBy: words(raw.reviewed_by),
    buttons: objects(raw.buttons).flatMap((button) => {
      const [title, value] = [words(button.title), words(button.value)];
      return title === null || value === null ? [] : [{ title, value }];
    }),
  };
}

/** How urgent, as a number to compare. */
export function rank(urgency: Urgency | null): number {
  return urgency === null ? 0 : URGENCIES.indexOf(urgency);
}

/**
 * Whether `message` says what to do now. Reminders and explanations do not: the first have buttons,
 * the second no date.
 */
export function isAlarm(message: Message): boolean {
  return (
    message.kind === "safety" &&
    rank(message.urgency) >= rank("urgent") &&
    message.checked !== null &&
    message.buttons.length === 0
  );
}
