/**
 * Says things to screen readers. The log itself is silent: it would read out every button and fold
 * of a reply, while here each reply is said once, as words, and what is urgent cuts in.
 */

import { html, type LitElement, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

interface Line {
  id: number;
  text: string;
}

const KEPT = 12;

const key = ({ id }: Line) => id;
const line = ({ text }: Line) => html`<p>${text}</p>`;

export class Announcer {
  private polite: Line[] = [];
  private assertive: Line[] = [];
  private count = 0;

  constructor(private readonly host: LitElement) {}

  /** Say `text` when the reader has a pause; at once, if it is `urgent`. */
  say(text: string, urgent = false): void {
    this.count += 1;
    const added = { id: this.count, text };
    if (urgent) this.assertive = [...this.assertive, added].slice(-KEPT);
    else this.polite = [...this.polite, added].slice(-KEPT);
    this.host.requestUpdate();
  }

  clear(): void {
    this.polite = [];
    this.assertive = [];
  }

  render(): TemplateResult {
    // Lines are only added, so that none is said twice.
    return html`
      <div class="unseen" role="status" aria-live="polite" aria-relevant="additions" aria-atomic="false">
        ${repeat(this.polite, key, line)}
      </div>
      <div class="unseen" role="alert" aria-live="assertive" aria-relevant="additions" aria-atomic="false">
        ${repeat(this.assertive, key, line)}
      </div>
    `;
  }
}
