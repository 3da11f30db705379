/** All that was said, in one flat list: only so can the card stay in view wherever the list is scrolled. */

import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { Turn } from "../conversation.js";
import { isAlarm, type Message } from "../message.js";
import type { Strings } from "../strings.js";
import { type MessageContext, type MessageState, message } from "./message.js";
import { safety } from "./safety.js";

/** So many of the latest turns are always laid out; the browser skips older ones out of view. */
const LAID_OUT = 4;

export interface LogContext extends MessageContext {
  greeting: Message[];
  turns: Turn[];
  state(turn: Turn, message: Message): Omit<MessageState, "old">;
  /** The key of the card that stays in view. */
  pinned: string | null;
  dismiss(): void;
  retry(): void;
  takeBack(turn: Turn): void;
  ask(question: string): void;
  /** The person has begun to read or to use what is in the log. */
  read(): void;
}

/** A message's place in the conversation, by which it is known after a reload, too. */
export function keyOf(turn: Turn, index: number): string {
  return `${turn.id} ${index}`;
}

/** The key of the latest message that says what to do now. */
export function latestAlarm(turns: Turn[]): string | null {
  for (const turn of [...turns].reverse()) {
    const index = turn.replies.findLastIndex(isAlarm);
    if (index >= 0) return keyOf(turn, index);
  }
  return null;
}

export function log(context: LogContext): TemplateResult {
  const { strings, greeting, turns } = context;
  const last = turns.at(-1);
  const busy = last?.state === "sending";
  const plainState = { rating: null, reading: false, old: false };
  return html`
    <div
      class="log"
      role="log"
      aria-live="off"
      aria-label=${strings.conversation}
      aria-busy=${busy}
      tabindex="0"
      @wheel=${context.read}
      @touchmove=${context.read}
      @pointerdown=${context.read}
      @keydown=${context.read}
      @focusin=${context.read}
    >
      ${greeting.map((said) => guard([said, strings], () => message(said, plainState, context)))}
      ${turns.length === 0 && greeting.length > 0 ? suggestions(context) : nothing}
      ${repeat(
        turns,
        ({ id }) => id,
        (turn, index) => exchange(turn, index < turns.length - LAID_OUT, context),
      )}
      ${busy ? typing(strings) : nothing}
    </div>
  `;
}

function suggestions({ strings, ask }: LogContext): TemplateResult {
  return html`
    <div class="choices" role="group" aria-label=${strings.suggestions}>
      ${strings.suggested.map(
        (question) => html`
          <button type="button" class="choice" lang="en" dir="auto" @click=${() => ask(question)}>
            ${question}
          </button>
        `,
      )}
    </div>
  `;
}

function exchange(turn: Turn, old: boolean, context: LogContext): unknown {
  const { strings } = context;
  return html`
    ${guard([turn.text, old, strings], () => person(turn, old, strings))}
    ${turn.state === "waiting" ? waiting(turn, context) : nothing}
    ${repeat(
      turn.replies,
      (_, index) => index,
      (said, index) => {
        const { rating, reading } = context.state(turn, said);
        const key = keyOf(turn, index);
        const pinned = context.pinned === key;
        return guard([said.text, said.id, rating, reading, old, pinned, strings], () => {
          const state = { rating, reading, old: old && !pinned };
          return said.kind === "safety"
            ? safety(said, state, context, pinned ? context.dismiss : null)
            : message(said, state, context);
        });
      },
    )}
  `;
}

function person(turn: Turn, old: boolean, strings: Strings): TemplateResult {
  return html`
    <article class="person ${old ? "old" : ""}">
      <h3 class="unseen">${strings.you}</h3>
      <div class="text" dir="auto">${turn.text}</div>
    </article>
  `;
}

function waiting(turn: Turn, { strings, retry, takeBack }: LogContext): TemplateResult {
  return html`
    <div class="waiting">
      <span>${strings.sending.waiting}</span>
      <button type="button" class="quiet" @click=${retry}>${strings.sending.retry}</button>
      <button type="button" class="quiet" @click=${() => takeBack(turn)}>
        ${strings.sending.take_back}
      </button>
    </div>
  `;
}

function typing(strings: Strings): TemplateResult {
  return html`
    <div class="typing">
      <span class="unseen">${strings.writing}</span>
      <i></i><i></i><i></i>
    </div>
  `;
}
