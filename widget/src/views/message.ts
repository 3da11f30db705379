/** One message of the assistant: its text, where it comes from, choices, and what can be done with it. */

import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../icons.js";
import { anchor, isSafe, markdown } from "../markdown.js";
import type { Button, Message } from "../message.js";
import { fill, type Strings } from "../strings.js";
import { provenance } from "../transcript.js";
import { type Rating, rating } from "./feedback.js";

/** What a message needs of the widget around it. */
export interface MessageContext {
  strings: Strings;
  locale: string;
  press(button: Button): void;
  rate(message: Message, rating: Rating): void;
  /** Null where the browser has no voice. */
  listen: ((message: Message) => void) | null;
}

/** What one message looks like now. */
export interface MessageState {
  rating: Rating | null;
  reading: boolean;
  old: boolean;
}

const RATED = new Set(["answer", "plan", "fallback"]);

export function message(
  said: Message,
  state: MessageState,
  context: MessageContext,
): TemplateResult {
  const { strings } = context;
  return html`
    <article class="reply ${state.old ? "old" : ""}" data-kind=${said.kind}>
      <h3 class="unseen">${strings.assistant}</h3>
      ${body(said)}
      ${said.sources.length > 0 ? sources(said, context) : nothing}
      ${buttons(said, context)}
      ${RATED.has(said.kind) ? rating(said, state, context) : nothing}
    </article>
  `;
}

/** The words of a message. The answers are English, whatever language the widget speaks. */
export function body(said: Message, numbers = false): TemplateResult {
  return html`<div class="text" lang="en" dir="auto">${markdown(said.text, { numbers })}</div>`;
}

function sources(said: Message, { strings, locale }: MessageContext): TemplateResult {
  const { title, unreviewed, reviewed } = strings.sources;
  const name = said.reviewedBy;
  return html`
    <details class="sources">
      <summary>
        <span>${fill(title, { count: said.sources.length })}</span>
        <span class="reviewed">${name ? fill(reviewed, { name }) : unreviewed}</span>
      </summary>
      <ul lang="en" dir="auto">
        ${said.sources.map(
          (source) =>
            html`<li>${source.url && isSafe(source.url) ? anchor(source.url, source.name) : source.name}</li>`,
        )}
      </ul>
      ${provenance(said, strings, locale).map((line) => html`<p>${line}.</p>`)}
    </details>
  `;
}

export function buttons(said: Message, { strings, press }: MessageContext): unknown {
  if (said.buttons.length === 0) return nothing;
  return html`
    <div class="choices" role="group" aria-label=${strings.choices}>
      ${said.buttons.map(
        (button) => html`
          <button type="button" class="choice" lang="en" dir="auto" @click=${() => press(button)}>
            ${button.title}
          </button>
        `,
      )}
    </div>
  `;
}

/** The button that reads a message aloud, or stops. */
export function listenButton(
  said: Message,
  { reading }: MessageState,
  { strings, listen }: MessageContext,
): unknown {
  if (!listen) return nothing;
  const label = reading ? strings.voice.silence : strings.voice.listen;
  return html`
    <button
      type="button"
      class="tool"
      title=${label}
      aria-label=${label}
      aria-pressed=${reading}
      @click=${() => listen(said)}
    >
      ${reading ? icons.stop : icons.sound}
    </button>
  `;
}
