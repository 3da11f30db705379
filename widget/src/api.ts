/** The gateway's web API. Knows HTTP; keeps nothing. */

import { asMessage, asUrgency, isObject, type Message, type Urgency } from "./message.js";

/** The server said no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    /** Seconds to wait, where the server said so. */
    readonly wait: number,
  ) {
    super(String(status));
  }
}

/** No whole answer came: no network, no server, or it was cut off. */
export class Unreachable extends Error {}

export interface Session {
  token: string;
  /** Milliseconds since 1970. */
  expires: number;
  greeting: Message[];
}

/** What a person said: a text or a pressed button. */
export interface Said {
  id: string;
  text: string;
  choice?: string;
}

export interface Reply {
  messages: Message[];
  urgency: Urgency;
}

/** A turn takes the gateway at most 4 s; the rest is for a slow network. */
const PATIENCE_MS = 20_000;

export class Api {
  constructor(private readonly server: string) {}

  async begin(locale: string, region: string): Promise<Session> {
    const answer = await this.call("POST", "sessions", null, {
      ...(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(locale) ? { locale } : {}),
      ...(/^[A-Za-z]{2}$/.test(region) ? { region } : {}),
    });
    const body = await parsed(answer);
    if (typeof body.token !== "string") throw new Unreachable();
    return {
      token: body.token,
      expires: Date.parse(String(body.expires_at)) || Date.now() + 86_400_000,
      greeting: messages(body.messages),
    };
  }

  /** The whole reply; each message goes to `arrived` as soon as its line is complete. */
  async send(token: string, said: Said, arrived: (message: Message) => void): Promise<Reply> {
    const content = said.choice === undefined ? { text: said.text } : { choice: said.choice };
    const body = { id: said.id, ...content };
    const answer = await this.call("POST", "messages", token, body, "application/x-ndjson");
    const received: Message[] = [];
    for await (const line of lines(answer)) {
      if (isObject(line) && line.done === true) {
        return { messages: received, urgency: asUrgency(line.urgency) ?? "none" };
      }
      const message = asMessage(line);
      if (message === null) continue;
      received.push(message);
      arrived(message);
    }
    throw new Unreachable();
  }

  /** All messages of both sides, in order: what a person said has an `id` that the client gave. */
  async history(token: string): Promise<Array<Said | Message>> {
    const body = await parsed(await this.call("GET", "history", token));
    const entries = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
    return entries.flatMap((entry): Array<Said | Message> => {
      if (entry.from === "person") {
        return [{ id: String(entry.id), text: String(entry.text) }];
      }
      const message = asMessage(entry);
      return message === null ? [] : [message];
    });
  }

  async summary(token: string): Promise<string> {
    return String((await parsed(await this.call("GET", "summary", token))).text);
  }

  async erase(token: string): Promise<void> {
    await this.call("DELETE", "session", token);
  }

  async rate(token: string, messageId: string, helpful: boolean, reason?: string): Promise<void> {
    const body = { message_id: messageId, helpful, ...(reason ? { reason } : {}) };
    await this.call("POST", "feedback", token, body);
  }

  private async call(
    method: string,
    path: string,
    token: string | null,
    body?: object,
    accept = "application/json",
  ): Promise<Response> {
    const headers: Record<string, string> = { Accept: accept };
    if (token !== null) headers.Authorization = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    let answer: Response;
    try {
      answer = await fetch(`${this.server}/api/v1/${path}`, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    } catch {
      throw new Unreachable();
    }
    if (answer.ok) return answer;
    throw new Refused(answer.status, Number(answer.headers.get("Retry-After")) || 0);
  }
}

function messages(raw: unknown): Message[] {
  const found = Array.isArray(raw) ? raw.map(asMessage) : [];
  return found.filter((message) => message !== null);
}

async function parsed(answer: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await answer.json();
    if (isObject(body)) return body;
  } catch {
    // Cut off in the middle: as if nothing had come.
  }
  throw new Unreachable();
}

/** The JSON of each whole line; what is cut off in the middle of a line is never returned. */
async function* lines(answer: Response): AsyncGenerator<unknown> {
  const reader = answer.body?.getReader();
  if (!reader) throw new Unreachable();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    let chunk: ReadableStreamReadResult<Uint8Array>;
    try {
      chunk = await reader.read();
    } catch {
      throw new Unreachable();
    }
    if (chunk.done) return;
    const complete = (rest + decoder.decode(chunk.value, { stream: true })).split("\n");
    rest = complete.pop() ?? "";
    for (const line of complete) {
      try {
        yield JSON.parse(line);
      } catch (error) {
        if (error instanceof SyntaxError) throw new Unreachable();
        throw error;
      }
    }
  }
}
