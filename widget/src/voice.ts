/** Speaking and listening in one widget: who may, what is being read, what was heard. */

import type { LitElement } from "lit";
import type { Announcer } from "./announcer.js";
import { Listening } from "./listening.js";
import type { Message } from "./message.js";
import { ReadAloud } from "./read_aloud.js";
import { fill, type Strings } from "./strings.js";
import type { Vault } from "./vault.js";

/** The answers are English, and so is what can be understood. */
const SPOKEN = "en";

export interface VoiceHost {
  /** Put what was heard so far into the field. */
  write(text: string): void;
  /** Listening is over: the person reads, changes and sends. */
  done(): void;
  words(): Strings;
  language(): string;
}

export class Voice {
  /** What to tell beside the field. */
  notice: string | null = null;
  private readonly ears = new Listening();
  private readonly mouth: ReadAloud;
  private last = "";

  constructor(
    private readonly vault: Vault,
    private readonly announcer: Announcer,
    private readonly element: LitElement,
    private readonly host: VoiceHost,
  ) {
    this.mouth = new ReadAloud(() => element.requestUpdate());
  }

  get canListen(): boolean {
    return Listening.possible;
  }

  get canRead(): boolean {
    return ReadAloud.possible;
  }

  get listening(): boolean {
    return this.ears.active;
  }

  /** The id of the message that is being read. */
  get reading(): string | null {
    return this.mouth.reading;
  }

  /** Whether replies are read aloud; null where the browser has no voice. */
  get aloud(): boolean | null {
    return this.canRead ? this.vault.get("aloud") === true : null;
  }

  /** Whether the person knows where the sound goes, and wants it. */
  get allowed(): boolean {
    return this.vault.get("microphone") === true;
  }

  allow(): void {
    this.vault.set("microphone", true);
    this.listenOrStop();
  }

  toggleAloud(): void {
    this.vault.set("aloud", !this.aloud);
    if (!this.aloud) this.mouth.stop();
    this.element.requestUpdate();
  }

  readOrStop(message: Message): void {
    if (this.reading === message.id) this.mouth.stop();
    else this.mouth.read(message.id, message.speech, SPOKEN);
  }

  /** A message came: read it, if replies are read. */
  replied(message: Message): void {
    if (this.aloud) this.mouth.append(message.id, message.speech, SPOKEN);
  }

  listenOrStop(): void {
    if (this.listening) {
      this.ears.stop();
      return;
    }
    this.mouth.stop();
    this.last = "";
    this.notice = this.host.words().voice.listening;
    const language = this.host.language();
    this.ears.start(language.startsWith(SPOKEN) ? language : SPOKEN, {
      heard: (text) => {
        this.last = text;
        this.host.write(text);
      },
      ended: (result) => this.ended(result),
    });
    this.element.requestUpdate();
  }

  /** Stop reading and listening at once. */
  silence(): void {
    this.mouth.stop();
    this.ears.abort();
    this.notice = null;
  }

  private ended(result: "heard" | "nothing" | "blocked"): void {
    const { voice } = this.host.words();
    this.notice = result === "heard" ? null : voice[result];
    if (result === "heard") this.announcer.say(fill(voice.heard, { text: this.last }));
    this.element.requestUpdate();
    this.host.done();
  }
}
