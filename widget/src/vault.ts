/** What this browser keeps of a conversation, for all tabs of a site. Works without storage, too. */

export class Vault {
  private readonly prefix: string;
  private readonly memory = new Map<string, string>();

  constructor(server: string) {
    this.prefix = `cramp-chat ${server} `;
  }

  get<T>(key: string): T | null {
    const text = this.read(this.prefix + key);
    if (text === null) return null;
    try {
      return JSON.parse(text) as T;
    } catch {
      return null;
    }
  }

  set(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(this.prefix + key, text);
      this.memory.delete(this.prefix + key);
    } catch {
      // Storage is full, or the browser forbids it: then for this page only.
      this.memory.set(this.prefix + key, text);
    }
  }

  remove(key: string): void {
    this.memory.delete(this.prefix + key);
    try {
      localStorage.removeItem(this.prefix + key);
    } catch {
      // Nothing was kept there.
    }
  }

  /** The keys that begin with `start`. */
  keys(start: string): string[] {
    let stored: string[] = [];
    try {
      stored = Object.keys(localStorage);
    } catch {
      // Nothing is kept there.
    }
    const all = new Set([...stored, ...this.memory.keys()]);
    const whole = this.prefix + start;
    return [...all].filter((key) => key.startsWith(whole)).map((k) => k.slice(this.prefix.length));
  }

  clear(): void {
    for (const key of this.keys("")) this.remove(key);
  }

  private read(key: string): string | null {
    const own = this.memory.get(key);
    if (own !== undefined) return own;
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }
}
