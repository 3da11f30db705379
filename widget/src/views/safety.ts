/** The card that says what to do now, and the safety messages around it. */

import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../icons.js";
import { plain } from "../markdown.js";
import type { Message, Urgency } from "../message.js";
import { fill } from "../strings.js";
import { callLink, numbersIn } from "../telephone.js";
import { body, buttons, listenButton, type MessageContext, type MessageState } from "./message.js";

const ICONS: Record<Urgency, TemplateResult> = {
  emergency: icons.alarm,
  urgent: icons.clock,
  soon: icons.doctor,
  none: icons.doctor,
};

/** More than these are examples of countries' numbers, and none of them is the one to call. */
const MOST_NUMBERS = 2;

/** `dismiss` is there while the card is to stay in view. */
export function safety(
  said: Message,
  state: MessageState,
  context: MessageContext,
  dismiss: (() => void) | null,
): TemplateResult {
  const { strings } = context;
  const urgency = said.urgency ?? "none";
  const numbers = numbersIn(plain(said.text));
  const number = numbers.length <= MOST_NUMBERS ? numbers[0] : undefined;
  const urgent = urgency === "emergency" || urgency === "urgent";
  // An explanation is made of the rules, so it has no day on which it was checked.
  const why = said.checked === null;
  return html`
    <article
      class="safety ${urgency} ${why ? "explanation" : ""} ${dismiss ? "pinned" : ""} ${state.old ? "old" : ""}"
      data-kind="safety"
      data-urgency=${urgency}
    >
      <h3>${why ? nothing : ICONS[urgency]}<span>${why ? strings.safety.why : strings.safety[urgency]}</span></h3>
      ${said.person ? html`<p class="about" dir="auto">${fill(strings.safety.about, { person: said.person })}</p>` : nothing}
      ${body(said, urgent)}
      <div class="doing">
        ${
          urgent && number && !why
            ? html`<a class="call" href=${callLink(number)}>${icons.phone}<span>${fill(strings.safety.call, { number })}</span></a>`
            : nothing
        }
        ${
          dismiss
            ? html`<button type="button" class="quiet dismiss" @click=${dismiss}>${icons.check}<span>${strings.safety.dismiss}</span></button>`
            : nothing
        }
      </div>
      ${buttons(said, context)} ${listenButton(said, state, context)}
    </article>
  `;
}
