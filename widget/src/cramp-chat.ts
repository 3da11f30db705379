/**
 * <cramp-chat>: a launcher in the corner of a page, and the conversation behind it.
 * Attributes in, events out; docs/embedding.md lists both.
 */

import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Announcer } from "./announcer.js";
import { Api } from "./api.js";
import { Conversation, type Listener, type Turn } from "./conversation.js";
import { icons } from "./icons.js";
import { markdown, plain } from "./markdown.js";
import { type Button, type Message, rank } from "./message.js";
import { print, save } from "./paper.js";
import { Ratings } from "./ratings.js";
import { fill, type Strings, stringsFor } from "./strings.js";
import chat from "./styles/chat.css";
import frame from "./styles/frame.css";
import tokens from "./styles/tokens.css";
import { transcript } from "./transcript.js";
import { Vault } from "./vault.js";
import { composer } from "./views/composer.js";
import { header } from "./views/header.js";
import { latestAlarm, log } from "./views/log.js";
import { type Sheet, sheet } from "./views/sheets.js";
import { Voice } from "./voice.js";

/** Where this script came from is where the assistant is, if the page does not say otherwise. */
const SCRIPT = document.currentScript;
const HOME = SCRIPT instanceof HTMLScriptElement && SCRIPT.src ? SCRIPT.src : location.href;

/** As frame.css has it: below this the panel takes the whole screen. */
const SMALL = "(max-width: 30rem), (max-height: 26rem)";

@customElement("cramp-chat")
export class CrampChat extends LitElement implements Listener {
  static override styles = [tokens, frame, chat].map(unsafeCSS);

  /** The assistant's address. */
  @property() server = "";
  @property() locale = "";
  /** Two letters of the country whose emergency numbers are given. */
  @property() region = "";
  /** "auto", "light" or "dark". */
  @property({ reflect: true }) theme = "auto";
  /** "end" or "start": the corner of the page. */
  @property({ reflect: true }) position = "end";
  @property({ type: Boolean, reflect: true }) open = false;
  /** "off" takes microphone and read-aloud away. */
  @property() voice = "on";
  /** A line of the site's own under the field. */
  @property() contact = "";
  /** Address of the site's privacy notice. */
  @property() privacy = "";

  @state() private draft = "";
  @state() private menuOpen = false;
  @state() private sheet: Sheet | null = null;
  @state() private summaryText: string | null = null;
  @state() private copied = false;
  @state() private unread = 0;

  private readonly announcer = new Announcer(this);
  private readonly small = matchMedia(SMALL);
  private readonly night = matchMedia("(prefers-color-scheme: dark)");
  private vault = new Vault("");
  private conversation: Conversation | null = null;
  private ratings: Ratings | null = null;
  private speech: Voice | null = null;
  /** Whether the log scrolls to what is new; not while the person reads further up. */
  private following = true;

  override connectedCallback(): void {
    super.connectedCallback();
    const { href } = new URL(this.server || "/", HOME);
    const server = href.replace(/\/+$/, "");
    this.vault = new Vault(server);
    const place = () => ({ locale: this.language, region: this.region });
    this.conversation = new Conversation(
      new Api(server),
      this.vault,
      this,
      place,
      `cramp-chat ${server}`,
    );
    this.ratings = new Ratings(this.vault, this.conversation, this);
    this.speech = new Voice(this.vault, this.announcer, this, {
      write: (text) => {
        this.draft = text;
      },
      done: () => this.field?.focus(),
      words: () => this.strings,
      language: () => this.language,
    });
    // Moved within the page: the panel is drawn already, its conversation is new.
    if (this.hasUpdated && this.open) this.openOrClose();
    this.small.addEventListener("change", this.reshape);
    this.night.addEventListener("change", this.redraw);
    globalThis.visualViewport?.addEventListener("resize", this.fit);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.conversation?.close();
    this.speech?.silence();
    this.small.removeEventListener("change", this.reshape);
    this.night.removeEventListener("change", this.redraw);
    globalThis.visualViewport?.removeEventListener("resize", this.fit);
  }

  /** Open the panel with `text` in the field; send it if the person has agreed before. */
  ask(text: string): void {
    this.open = true;
    if (this.agreed) this.send(text);
    else this.draft = text;
  }

  // What the conversation tells.

  changed(): void {
    this.requestUpdate();
  }

  arrived(message: Message): void {
    const { strings } = this;
    const urgent = message.kind === "safety" && rank(message.urgency) >= rank("urgent");
    const who = urgent ? strings.safety[message.urgency ?? "none"] : strings.assistant;
    const count = message.buttons.length;
    const choices = count > 0 ? ` ${fill(strings.choices_follow, { count })}.` : "";
    this.announcer.say(`${who}: ${plain(message.text)}${choices}`, urgent);
    if (!this.open) this.unread += 1;
    else this.speech?.replied(message);
    this.tell("message", { kind: message.kind, topic: message.topic, urgency: message.urgency });
  }

  returned(text: string): void {
    this.draft = this.draft.trim() === "" ? text : `${text}\n${this.draft}`;
  }

  // What is shown.

  private get language(): string {
    return this.locale || document.documentElement.lang || "en";
  }

  /** The language and country in whose manner a day is written. */
  private get manner(): string {
    const { code } = this.strings.language;
    return navigator.language.startsWith(code) ? navigator.language : code;
  }

  private get strings(): Strings {
    return stringsFor(this.language);
  }

  private get agreed(): boolean {
    return this.vault.get("agreed") === true;
  }

  private get host(): string {
    return new URL(this.server || "/", HOME).host;
  }

  private get field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("#field");
  }

  private get panel(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog.panel");
  }

  override render(): TemplateResult {
    const { strings, conversation } = this;
    const { code, direction } = strings.language;
    return html`
      <div class="root ${this.dark ? "dark" : ""}" lang=${code} dir=${direction}>
        ${this.launcher()}
        <dialog class="panel" aria-labelledby="title" @focusin=${this.onElsewhere} @pointerdown=${this.onElsewhere} @keydown=${this.onKey} @cancel=${this.onCancel}>
          ${conversation && (this.open || conversation.loaded) ? this.inside(conversation) : nothing}
          ${this.announcer.render()}
        </dialog>
        ${this.sheets(conversation)}
      </div>
    `;
  }

  private launcher(): TemplateResult {
    const { strings, unread } = this;
    const label = unread > 0 ? fill(strings.launcher_unread, { count: unread }) : nothing;
    return html`
      <button
        type="button"
        class="launcher"
        aria-haspopup="dialog"
        aria-expanded=${this.open}
        aria-label=${label}
        @click=${this.toggle}
      >
        ${this.open ? icons.down : icons.chat}<span class="words">${strings.launcher}</span>
        ${unread > 0 ? html`<span class="badge" aria-hidden="true">${unread}</span>` : nothing}
      </button>
    `;
  }

  private inside(conversation: Conversation): TemplateResult {
    const { strings, speech } = this;
    const { turns, greeting, notice } = conversation;
    const pinned = latestAlarm(turns);
    return html`
      ${header({
        strings,
        menuOpen: this.menuOpen,
        readingAloud: this.voiced ? (speech?.aloud ?? null) : null,
        talked: turns.some((turn) => turn.replies.length > 0),
        toggleMenu: () => {
          this.menuOpen = !this.menuOpen;
        },
        close: this.toggle,
        summary: () => this.showSummary(),
        download: () => this.download(),
        print: () => this.printAll(),
        readAloud: () => speech?.toggleAloud(),
        privacy: () => this.show("privacy"),
        forget: () => this.show("forget"),
      })}
      ${log({
        strings,
        locale: this.manner,
        greeting,
        turns,
        state: (_, message) => ({
          rating: this.ratings?.of(message) ?? null,
          reading: speech?.reading === message.id,
        }),
        pinned: pinned === this.vault.get("dismissed") ? null : pinned,
        dismiss: () => this.dismiss(pinned),
        press: (button) => this.press(button),
        rate: (message, rating) => this.ratings?.rate(message, rating),
        listen: this.voiced && speech?.canRead ? (message) => speech.readOrStop(message) : null,
        retry: () => conversation.retryNow(),
        takeBack: (turn) => this.takeBack(conversation, turn),
        ask: (question) => this.send(question),
        read: () => {
          this.following = false;
        },
      })}
      <div class="foot">
        <p class="notice" role="status" ?hidden=${!notice}>
          ${notice ? html`${strings.notice[notice]} ${this.bad(notice) ? strings.notice.emergency : nothing}` : nothing}
        </p>
        <p class="notice" role="status" ?hidden=${!speech?.notice}>${speech?.notice ?? nothing}</p>
        ${composer({
          strings,
          draft: this.draft,
          consent: this.agreed ? null : { host: this.host, days: conversation.days },
          listening: this.voiced && speech?.canListen ? speech.listening : null,
          contact: this.contact,
          typed: (text) => {
            this.draft = text;
          },
          send: (text) => this.send(text),
          microphone: () => this.microphone(),
          privacy: () => this.show("privacy"),
        })}
      </div>
    `;
  }

  private sheets(conversation: Conversation | null): TemplateResult {
    return sheet(this.sheet, {
      strings: this.strings,
      host: this.host,
      days: conversation?.days ?? 1,
      notice: this.privacy,
      summary: this.summaryText,
      copied: this.copied,
      close: () => this.show(null),
      forget: () => this.forget(),
      listen: () => {
        this.show(null);
        this.speech?.allow();
      },
      print: () => print(markdown(this.summaryText ?? ""), this.strings),
      copy: () => this.copy(),
    });
  }

  private get dark(): boolean {
    return this.theme === "dark" || (this.theme !== "light" && this.night.matches);
  }

  private get voiced(): boolean {
    return this.voice !== "off";
  }

  private bad(notice: string): boolean {
    return ["offline", "unreachable", "not_erased"].includes(notice);
  }

  // What a person does.

  private readonly redraw = (): void => this.requestUpdate();

  private readonly toggle = (): void => {
    this.open = !this.open;
  };

  private send(text: string, choice?: string): void {
    this.vault.set("agreed", true);
    this.speech?.silence();
    this.announcer.clear();
    if (choice === undefined) this.draft = "";
    this.following = true;
    this.conversation?.say(text.trim(), choice);
    this.field?.focus({ preventScroll: true });
    this.tell("sent", {});
  }

  private press(button: Button): void {
    this.send(button.title, button.value);
  }

  private takeBack(conversation: Conversation, turn: Turn): void {
    conversation.takeBack(turn);
    this.field?.focus();
  }

  private dismiss(card: string | null): void {
    this.vault.set("dismissed", card);
    this.requestUpdate();
    this.field?.focus({ preventScroll: true });
  }

  private microphone(): void {
    if (this.speech?.allowed) this.speech.listenOrStop();
    else this.show("microphone");
  }

  private show(which: Sheet | null): void {
    this.menuOpen = false;
    this.sheet = which;
  }

  private async showSummary(): Promise<void> {
    this.summaryText = null;
    this.copied = false;
    this.show("summary");
    this.summaryText = await (this.conversation?.summary().catch(() => "") ?? "");
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(plain(this.summaryText ?? ""));
    this.copied = true;
  }

  private get everything(): string {
    const { greeting = [], turns = [] } = this.conversation ?? {};
    return transcript(greeting, turns, this.strings, this.manner);
  }

  private download(): void {
    this.menuOpen = false;
    const date = new Date().toISOString().slice(0, 10);
    save(this.everything, fill(this.strings.transcript.file, { date }));
  }

  private printAll(): void {
    this.menuOpen = false;
    print(html`<div class="lines">${this.everything}</div>`, this.strings);
  }

  private async forget(): Promise<void> {
    this.speech?.silence();
    this.announcer.clear();
    const erased = await this.conversation?.forget();
    this.show(null);
    if (!erased) return;
    this.draft = "";
    this.ratings?.clear();
    this.tell("erased", {});
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.panel?.matches(":modal")) return;
    event.preventDefault();
    this.leave();
  };

  private readonly onElsewhere = (event: Event): void => {
    const { target } = event;
    if (!(target instanceof Element && target.closest(".menu, .menu-button")))
      this.menuOpen = false;
  };

  private readonly onCancel = (event: Event): void => {
    event.preventDefault();
    this.leave();
  };

  /** Escape: the menu first, then the panel. */
  private leave(): void {
    if (this.menuOpen) {
      this.menuOpen = false;
      this.renderRoot.querySelector<HTMLElement>(".menu-button")?.focus();
    } else this.open = false;
  }

  private tell(what: string, detail: Record<string, unknown>): void {
    const event = new CustomEvent(`cramp-chat-${what}`, { detail, bubbles: true, composed: true });
    this.dispatchEvent(event);
  }

  // What the browser does after drawing.

  protected override updated(changed: PropertyValues): void {
    if (changed.has("open") && (this.open || changed.get("open"))) this.openOrClose();
    if (changed.has("sheet")) this.openOrCloseSheet();
    if (this.open) this.follow();
  }

  private openOrClose(): void {
    if (!this.open) {
      this.panel?.close();
      this.speech?.silence();
      this.renderRoot.querySelector<HTMLElement>(".launcher")?.focus();
      this.tell("close", {});
      return;
    }
    this.unread = 0;
    this.following = true;
    this.reshape();
    void this.conversation?.open();
    this.tell("open", {});
  }

  /** A panel that covers the page keeps the focus inside; one in the corner does not. */
  private readonly reshape = (): void => {
    const { panel } = this;
    if (!panel || !this.open) return;
    panel.close();
    if (this.small.matches) panel.showModal();
    else panel.show();
    this.fit();
    const touch = matchMedia("(pointer: coarse)").matches;
    const first = touch ? this.renderRoot.querySelector<HTMLElement>(".log") : this.field;
    first?.focus({ preventScroll: true });
    this.following = true;
  };

  /** A keyboard on the screen takes its room from the panel. */
  private readonly fit = (): void => {
    const view = globalThis.visualViewport;
    if (!view) return;
    this.style.setProperty("--_height", `${view.height}px`);
    this.style.setProperty("--_top", `${view.offsetTop}px`);
  };

  private openOrCloseSheet(): void {
    const dialog = this.renderRoot.querySelector<HTMLDialogElement>("dialog.sheet");
    if (this.sheet && !dialog?.open) dialog?.showModal();
    else if (!this.sheet && dialog?.open) {
      dialog.close();
      this.field?.focus({ preventScroll: true });
    }
  }

  /** Scroll so that the latest exchange is seen from its beginning. */
  private follow(): void {
    const area = this.renderRoot.querySelector<HTMLElement>(".log");
    const { panel } = this;
    if (!area || !panel) return;
    const card = area.querySelector<HTMLElement>(".pinned");
    const room = card ? card.offsetHeight + 8 : 0;
    area.style.scrollPaddingBlockStart = `${room}px`;
    if (!this.following) return;
    // Where there is little height, the whole panel scrolls.
    const scroller = area.scrollHeight > area.clientHeight ? area : panel;
    const said = area.querySelectorAll<HTMLElement>(".person");
    const latest = said[said.length - 1];
    const above = card && latest && card.compareDocumentPosition(latest) & 4 ? room : 0;
    const offset = latest
      ? latest.getBoundingClientRect().top - scroller.getBoundingClientRect().top
      : -scroller.scrollTop;
    scroller.scrollTop += offset - 12 - above;
  }
}
