/**
 * One conversation: what was said, and the way it gets to the server and back. Each message keeps its
 * id until it is answered, and the server answers an id once: nothing is lost and nothing doubled.
 */

import { type Api, Refused, type Said, type Session, Unreachable } from "./api.js";
import type { Message, Urgency } from "./message.js";
import { newId, Outbox } from "./outbox.js";
import { Pause } from "./pause.js";
import type { Vault } from "./vault.js";

export interface Turn extends Said {
  state: "sending" | "waiting" | "answered";
  replies: Message[];
}

/** Keys of `notice` in the strings. */
export type Notice =
  | "offline"
  | "unreachable"
  | "slow_down"
  | "too_large"
  | "unusable"
  | "refused"
  | "ended"
  | "erased"
  | "not_erased";

export interface Listener {
  /** Something that is shown has changed. */
  changed(): void;
  /** A message of a reply came for the first time. */
  arrived(message: Message): void;
  /** A text that cannot be sent as it is, back for the person to change. */
  returned(text: string): void;
}

/** The server no longer knows the conversation: it was erased, or its time has come. */
class Ended extends Error {
  constructor(readonly token: string) {
    super();
  }
}

/** What is over as soon as the server answers. */
const TROUBLE = new Set<Notice>(["offline", "unreachable", "slow_down"]);

const REFUSALS: Record<number, Notice> = { 413: "too_large", 422: "unusable" };

export class Conversation {
  greeting: Message[] = [];
  turns: Turn[] = [];
  urgency: Urgency = "none";
  notice: Notice | null = null;
  loaded = false;

  private readonly outbox: Outbox;
  private readonly pause = new Pause();
  private readonly channel: BroadcastChannel | null;
  private delivering = false;
  private loading: Promise<void> | null = null;
  private stale = false;
  private closed = false;
  private failures = 0;
  private readonly heard = new Set<string>();

  constructor(
    private readonly api: Api,
    private readonly vault: Vault,
    private readonly listener: Listener,
    private readonly place: () => { locale: string; region: string },
    private readonly name: string,
  ) {
    this.outbox = new Outbox(vault);
    this.channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(name) : null;
    this.channel?.addEventListener("message", this.onOtherTab);
    globalThis.addEventListener("online", this.onOnline);
    globalThis.addEventListener("offline", this.onOffline);
    this.adoptOutbox();
    if (this.turns.length > 0) void this.open();
  }

  /** Stop listening; what is on its way is stored and will be sent next time. */
  close(): void {
    this.channel?.close();
    globalThis.removeEventListener("online", this.onOnline);
    globalThis.removeEventListener("offline", this.onOffline);
    this.closed = true;
    this.pause.end();
  }

  /** Show what was said before, or begin. */
  async open(): Promise<void> {
    if (!this.loaded) {
      this.loading ??= this.persist(() => this.load()).finally(() => {
        this.loading = null;
      });
      await this.loading;
    }
    await this.deliver();
  }

  say(text: string, choice?: string): void {
    const said: Said = { id: newId(), text, ...(choice === undefined ? {} : { choice }) };
    this.outbox.add(said);
    this.turns.push({ ...said, state: "sending", replies: [] });
    this.notice = this.online ? null : "offline";
    this.listener.changed();
    void this.open();
  }

  retryNow(): void {
    this.pause.end();
    void this.open();
  }

  /** Take back a message that has not been sent. */
  takeBack(turn: Turn): void {
    if (turn.state !== "waiting") return;
    this.drop(turn);
    if (turn.choice === undefined) this.listener.returned(turn.text);
    this.pause.end();
    this.listener.changed();
  }

  /** Erase everything, there and here; whether that was done. */
  async forget(): Promise<boolean> {
    const session = this.session;
    try {
      if (session) await this.api.erase(session.token);
    } catch (error) {
      if (!isUnknown(error)) {
        this.notice = "not_erased";
        this.listener.changed();
        return false;
      }
    }
    this.vault.clear();
    this.channel?.postMessage("erased");
    await this.startAnew("erased");
    return true;
  }

  async summary(): Promise<string> {
    return this.api.summary(this.session?.token ?? "");
  }

  async rate(message: Message, helpful: boolean, reason?: string): Promise<void> {
    await this.api.rate(this.session?.token ?? "", message.id, helpful, reason);
  }

  /** Days that the conversation is kept. */
  get days(): number {
    const expires = this.session?.expires ?? Date.now() + 30 * 86_400_000;
    return Math.max(1, Math.round((expires - Date.now()) / 86_400_000));
  }

  private get session(): Session | null {
    const session = this.vault.get<Session>("session");
    return session && session.expires > Date.now() ? session : null;
  }

  private get online(): boolean {
    return navigator.onLine !== false;
  }

  /** The session of another tab, if one has just begun; else a new one. */
  private async begin(): Promise<Session> {
    const session = await oneTabAtATime(this.name, async () => {
      const { locale, region } = this.place();
      return this.session ?? (await this.api.begin(locale, region));
    });
    this.vault.set("session", session);
    this.greeting = session.greeting;
    return session;
  }

  private async load(): Promise<void> {
    let session = this.session;
    if (session) {
      try {
        this.merge(await this.api.history(session.token));
        this.greeting = session.greeting;
      } catch (error) {
        if (!isUnknown(error)) throw error;
        this.end(session.token);
        session = null;
      }
    }
    if (!session) await this.begin();
    this.loaded = true;
    this.connected();
    this.listener.changed();
  }

  private connected(): void {
    this.failures = 0;
    if (this.notice !== null && TROUBLE.has(this.notice)) this.notice = null;
  }

  /** The server's history, then what it has not answered yet. */
  private merge(entries: Array<Said | Message>): void {
    const known = new Map(this.turns.map((turn) => [turn.id, turn]));
    const turns: Turn[] = [];
    for (const entry of entries) {
      if ("kind" in entry) {
        turns.at(-1)?.replies.push(entry);
        continue;
      }
      turns.push({ ...entry, state: "answered", replies: [] });
      if (known.get(entry.id)?.state !== "answered") this.outbox.remove(entry.id);
      known.delete(entry.id);
    }
    const open = [...known.values()].filter((turn) => turn.state !== "answered");
    this.turns = [...turns, ...open];
  }

  private adoptOutbox(): void {
    const known = new Set(this.turns.map((turn) => turn.id));
    for (const said of this.outbox.all()) {
      if (!known.has(said.id)) this.turns.push({ ...said, state: "sending", replies: [] });
    }
  }

  /** Send what waits, one after another, until all is answered. */
  private async deliver(): Promise<void> {
    if (this.delivering) return;
    this.delivering = true;
    try {
      await this.persist(async () => {
        for (;;) {
          const turn = this.turns.find((each) => each.state !== "answered");
          if (!turn) return;
          await this.exchange(turn);
        }
      });
    } finally {
      this.delivering = false;
    }
    if (this.stale) await this.refresh();
  }

  private async exchange(turn: Turn): Promise<void> {
    const session = this.session ?? (await this.begin());
    turn.state = "sending";
    this.listener.changed();
    const fresh: Message[] = [];
    let reply: Awaited<ReturnType<Api["send"]>>;
    try {
      reply = await this.api.send(session.token, turn, (message) => {
        fresh.push(message);
        // What an earlier, cut try brought stays in view until this one has brought as much.
        turn.replies = [...fresh, ...turn.replies.slice(fresh.length)];
        this.announce(turn, message);
        this.listener.changed();
      });
    } catch (error) {
      if (this.refusedForGood(turn, error)) return;
      throw isUnknown(error) ? new Ended(session.token) : error;
    }
    this.connected();
    turn.replies = reply.messages;
    turn.state = "answered";
    this.urgency = reply.urgency;
    this.outbox.remove(turn.id);
    this.channel?.postMessage("changed");
    this.listener.changed();
  }

  private announce(turn: Turn, message: Message): void {
    const key = `${turn.id} ${message.text}`;
    if (this.heard.has(key)) return;
    this.heard.add(key);
    this.listener.arrived(message);
  }

  /** Whether sending the same again would be refused again; then the text goes back. */
  private refusedForGood(turn: Turn, error: unknown): boolean {
    if (!(error instanceof Refused)) return false;
    if (![400, 403, 404, 409, 413, 422].includes(error.status)) return false;
    this.drop(turn);
    this.notice = REFUSALS[error.status] ?? "refused";
    if (turn.choice === undefined) this.listener.returned(turn.text);
    this.listener.changed();
    return true;
  }

  private drop(turn: Turn): void {
    this.turns = this.turns.filter((each) => each !== turn);
    this.outbox.remove(turn.id);
  }

  /** Do `task`, again and again with longer pauses, until it goes through. */
  private async persist(task: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await task();
        return;
      } catch (error) {
        if (error instanceof Ended) this.end(error.token);
        else if (error instanceof Refused || error instanceof Unreachable) await this.wait(error);
        else throw error;
        if (this.closed) return;
      }
    }
  }

  private async wait(error: Refused | Unreachable): Promise<void> {
    const slow = error instanceof Refused && error.status === 429;
    this.failures += 1;
    this.notice = slow ? "slow_down" : this.online ? "unreachable" : "offline";
    for (const turn of this.turns) if (turn.state === "sending") turn.state = "waiting";
    this.listener.changed();
    await this.pause.forFailure(this.failures, error instanceof Refused ? error.wait : 0);
  }

  /** The conversation of `token` is over; what waits goes into a new one. */
  private end(token: string): void {
    if (this.session?.token === token) this.vault.remove("session");
    this.turns = this.turns.filter((turn) => turn.state !== "answered");
    for (const turn of this.turns) turn.replies = [];
    this.urgency = "none";
    this.notice = "ended";
    this.heard.clear();
  }

  private async startAnew(notice: Notice | null): Promise<void> {
    this.turns = [];
    this.greeting = [];
    this.urgency = "none";
    this.loaded = false;
    this.heard.clear();
    this.pause.end();
    this.listener.changed();
    await this.open();
    this.notice = notice;
    this.listener.changed();
  }

  private readonly onOtherTab = (event: MessageEvent): void => {
    if (event.data === "erased") void this.startAnew("erased");
    else if (this.loaded) void this.refresh();
  };

  private async refresh(): Promise<void> {
    const session = this.session;
    this.stale = this.delivering;
    if (!session || this.delivering) return;
    try {
      this.merge(await this.api.history(session.token));
      this.listener.changed();
    } catch {
      // The next message shows it.
    }
  }

  private readonly onOnline = (): void => {
    if (this.notice === "offline") this.notice = null;
    this.retryNow();
    this.listener.changed();
  };

  private readonly onOffline = (): void => {
    this.notice = "offline";
    this.listener.changed();
  };
}

function isUnknown(error: unknown): boolean {
  return error instanceof Refused && error.status === 401;
}

/** Browsers have locks on secure pages only; elsewhere two tabs may begin one session each. */
async function oneTabAtATime<T>(name: string, task: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? navigator.locks.request(name, task) : task();
}
