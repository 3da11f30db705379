/** Thumbs under an answer, and the reason when it did not help. */

import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../icons.js";
import type { Message } from "../message.js";
import { listenButton, type MessageContext, type MessageState } from "./message.js";

export interface Rating {
  helpful: boolean;
  reason?: string;
  /** Where sending it stands. `asking`: the person may say why. */
  state: "asking" | "sending" | "sent" | "failed";
}

const LONGEST_REASON = 500;

export function rating(
  said: Message,
  state: MessageState,
  context: MessageContext,
): TemplateResult {
  const { strings, rate } = context;
  const given = state.rating;
  const thumb = (helpful: boolean) => html`
    <button
      type="button"
      class="tool"
      title=${helpful ? strings.feedback.up : strings.feedback.down}
      aria-label=${helpful ? strings.feedback.up : strings.feedback.down}
      aria-pressed=${given?.helpful === helpful}
      @click=${() => rate(said, { helpful, state: helpful ? "sending" : "asking" })}
    >
      ${helpful ? icons.up : icons.thumbDown}
    </button>
  `;
  return html`
    <div class="tools" role="group" aria-label=${strings.feedback.question}>
      ${listenButton(said, state, context)} ${thumb(true)} ${thumb(false)}
      ${given?.state === "sent" ? html`<span class="soft">${strings.feedback.thanks}</span>` : nothing}
      ${given?.state === "failed" ? html`<span class="soft">${strings.feedback.failed}</span>` : nothing}
    </div>
    ${given?.state === "asking" ? why(said, context) : nothing}
  `;
}

function why(said: Message, { strings, rate }: MessageContext): TemplateResult {
  const { feedback } = strings;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const words = [...form.getAll("reason"), form.get("words")].map(String);
    const reason = words
      .filter((each) => each.trim() !== "")
      .join("; ")
      .slice(0, LONGEST_REASON);
    rate(said, { helpful: false, state: "sending", ...(reason ? { reason } : {}) });
  };
  return html`
    <form class="why" @submit=${submit}>
      <fieldset>
        <legend>${feedback.why}</legend>
        ${Object.entries(feedback.reasons).map(
          ([name, label]) => html`
            <label class="tick"><input type="checkbox" name="reason" value=${name} /> ${label}</label>
          `,
        )}
        <label>
          <span>${feedback.own_words}</span>
          <textarea name="words" rows="2" maxlength="400" dir="auto"></textarea>
        </label>
      </fieldset>
      <button type="submit" class="quiet">${feedback.submit}</button>
    </form>
  `;
}
