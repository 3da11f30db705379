/** The panel's head: what this is, the menu, and the way out. */

import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../icons.js";
import type { Strings } from "../strings.js";

export interface HeaderContext {
  strings: Strings;
  menuOpen: boolean;
  /** Null where the browser has no voice. */
  readingAloud: boolean | null;
  /** Whether there is anything to sum up, save or print. */
  talked: boolean;
  toggleMenu(): void;
  close(): void;
  summary(): void;
  download(): void;
  print(): void;
  readAloud(): void;
  privacy(): void;
  forget(): void;
}

export function header(context: HeaderContext): TemplateResult {
  const { strings, menuOpen, toggleMenu, close } = context;
  return html`
    <header>
      <span class="mark">${icons.chat}</span>
      <div class="names">
        <h2 id="title">${strings.title}</h2>
        <p>${strings.subtitle}</p>
      </div>
      <button
        type="button"
        class="round menu-button"
        aria-label=${strings.menu}
        title=${strings.menu}
        aria-expanded=${menuOpen}
        aria-controls="menu"
        @click=${toggleMenu}
      >
        ${icons.menu}
      </button>
      <div id="menu" class="menu" ?hidden=${!menuOpen}>${menuOpen ? entries(context) : nothing}</div>
      <button type="button" class="round close" aria-label=${strings.close} title=${strings.close} @click=${close}>
        ${icons.close}
      </button>
    </header>
  `;
}

function entries(context: HeaderContext): TemplateResult {
  const { strings, readingAloud, talked } = context;
  const { actions } = strings;
  return html`
    ${
      talked
        ? html`
            <button type="button" @click=${context.summary}>${icons.page}${actions.summary}</button>
            <button type="button" @click=${context.download}>${icons.download}${actions.download}</button>
            <button type="button" @click=${context.print}>${icons.print}${actions.print}</button>
          `
        : nothing
    }
    ${
      readingAloud === null
        ? nothing
        : html`
            <button type="button" role="switch" aria-checked=${readingAloud} @click=${context.readAloud}>
              ${icons.sound}<span>${actions.read_aloud}</span><span class="switch"></span>
            </button>
          `
    }
    <button type="button" @click=${context.privacy}>${icons.shield}${actions.privacy}</button>
    <button type="button" class="forget" @click=${context.forget}>${icons.erase}${actions.forget}</button>
  `;
}
