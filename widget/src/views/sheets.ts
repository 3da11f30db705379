/** Questions and texts that take the whole attention: each a modal dialog of the browser's own. */

import { html, nothing, type TemplateResult } from "lit";
import { anchor, isSafe, markdown } from "../markdown.js";
import { fill, type Strings } from "../strings.js";

export type Sheet = "forget" | "privacy" | "microphone" | "summary";

export interface SheetContext {
  strings: Strings;
  host: string;
  days: number;
  /** The site's own privacy notice. */
  notice: string;
  /** Null while it is being fetched, empty where that failed. */
  summary: string | null;
  copied: boolean;
  close(): void;
  forget(): void;
  listen(): void;
  print(): void;
  copy(): void;
}

export function sheet(which: Sheet | null, context: SheetContext): TemplateResult {
  const inner = { forget, privacy, microphone, summary };
  const cancelled = (event: Event) => {
    event.preventDefault();
    context.close();
  };
  return html`
    <dialog class="sheet ${which ?? ""}" aria-labelledby="sheet-title" @cancel=${cancelled}>
      ${which ? inner[which](context) : nothing}
    </dialog>
  `;
}

function forget({ strings, host, close, forget }: SheetContext): TemplateResult {
  const { title, text, confirm, cancel } = strings.forget;
  return html`
    <h2 id="sheet-title">${title}</h2>
    <p>${fill(text, { host })}</p>
    <div class="doing">
      <button type="button" class="quiet" autofocus @click=${close}>${cancel}</button>
      <button type="button" class="danger" @click=${forget}>${confirm}</button>
    </div>
  `;
}

function privacy({ strings, host, days, notice, close }: SheetContext): TemplateResult {
  const { title, lines, site } = strings.privacy;
  return html`
    <h2 id="sheet-title">${title}</h2>
    <ul>
      ${lines.map((line) => html`<li>${fill(line, { host, days })}</li>`)}
    </ul>
    ${isSafe(notice) ? html`<p>${anchor(notice, site)}</p>` : nothing}
    <div class="doing">
      <button type="button" class="primary" autofocus @click=${close}>${strings.back}</button>
    </div>
  `;
}

function microphone({ strings, close, listen }: SheetContext): TemplateResult {
  const { title, text, confirm, cancel } = strings.voice;
  return html`
    <h2 id="sheet-title">${title}</h2>
    <p>${text}</p>
    <div class="doing">
      <button type="button" class="quiet" autofocus @click=${close}>${cancel}</button>
      <button type="button" class="primary" @click=${listen}>${confirm}</button>
    </div>
  `;
}

function summary({ strings, summary, copied, close, print, copy }: SheetContext): TemplateResult {
  const words = strings.summary;
  return html`
    <h2 id="sheet-title" class=${summary ? "unseen" : ""}>${words.title}</h2>
    <div class="document" tabindex="0" role="region" aria-labelledby="sheet-title">
      ${
        summary
          ? html`<div class="text" lang="en" dir="auto">${markdown(summary)}</div>`
          : html`<p role="status">${summary === null ? words.waiting : words.failed}</p>`
      }
    </div>
    <div class="doing">
      <button type="button" class="quiet" autofocus @click=${close}>${words.close}</button>
      ${
        summary
          ? html`
              <button type="button" class="quiet" @click=${copy}>
                <span aria-live="polite">${copied ? words.copied : words.copy}</span>
              </button>
              <button type="button" class="primary" @click=${print}>${words.print}</button>
            `
          : nothing
      }
    </div>
  `;
}
