/** Where a person writes or speaks, with what they should know before they send. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { icons } from "../icons.js";
import { fill, type Strings } from "../strings.js";
import { telephone } from "../telephone.js";

export interface ComposerContext {
  strings: Strings;
  draft: string;
  /** Null once the person has agreed. */
  consent: { host: string; days: number } | null;
  /** Null where the browser cannot listen. */
  listening: boolean | null;
  /** A line of the site's own, such as a nurse line. */
  contact: string;
  typed(text: string): void;
  send(text: string): void;
  microphone(): void;
  privacy(): void;
}

/** As openapi.yml has it. */
const LONGEST = 20_000;

export function composer(context: ComposerContext): TemplateResult {
  const { strings, draft, consent, contact, typed, send } = context;
  const submit = (event: Event) => {
    event.preventDefault();
    if (draft.trim() !== "") send(draft);
  };
  const enter = (event: KeyboardEvent) => {
    // While an input method composes a character, Enter belongs to it.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  };
  return html`
    ${consent ? agreement(consent, context) : nothing}
    <form class="composer" @submit=${submit}>
      <div class="field">
        <textarea
          id="field"
          rows="1"
          aria-label=${strings.field}
          placeholder=${strings.placeholder}
          maxlength=${LONGEST}
          enterkeyhint="send"
          autocomplete="off"
          dir=${draft === "" ? strings.language.direction : "auto"}
          .value=${live(draft)}
          @input=${(event: InputEvent) => typed((event.target as HTMLTextAreaElement).value)}
          @keydown=${enter}
        ></textarea>
        ${microphone(context)}
      </div>
      <button
        type="submit"
        class="send ${consent ? "agree" : ""}"
        aria-label=${consent ? nothing : strings.send}
        title=${consent ? nothing : strings.send}
        aria-disabled=${draft.trim() === ""}
      >
        ${consent ? strings.agree_and_send : icons.send}
      </button>
    </form>
    <footer>
      ${contact ? html`<p dir="auto">${telephone(contact)}</p>` : nothing}
      <p>${strings.not_for_emergencies} ${strings.answers_language}</p>
    </footer>
  `;
}

function agreement(
  { host, days }: { host: string; days: number },
  { strings, privacy }: ComposerContext,
): TemplateResult {
  const { consent } = strings;
  return html`
    <p class="consent">
      ${fill(consent.text, { host, days })} ${consent.agreement}
      <button type="button" class="link" @click=${privacy}>${consent.more}</button>
    </p>
  `;
}

function microphone({ strings, listening, microphone }: ComposerContext): unknown {
  if (listening === null) return nothing;
  const label = listening ? strings.voice.stop : strings.voice.microphone;
  return html`
    <button
      type="button"
      class="round microphone"
      aria-label=${label}
      title=${label}
      aria-pressed=${listening}
      @click=${microphone}
    >
      ${listening ? icons.stop : icons.microphone}
    </button>
  `;
}
