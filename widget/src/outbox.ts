/** What was said and is not answered yet. One key a message, so that two tabs never overwrite each other. */

import type { Said } from "./api.js";
import { isObject } from "./message.js";
import type { Vault } from "./vault.js";

interface Kept extends Said {
  at: number;
}

/** An id that no other message has. `crypto.randomUUID` exists on secure pages only. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  constructor(private readonly vault: Vault) {}

  add(said: Said): void {
    this.vault.set(`out ${said.id}`, { ...said, at: Date.now() } satisfies Kept);
  }

  remove(id: string): void {
    this.vault.remove(`out ${id}`);
  }

  /** All of them, the oldest first. */
  all(): Said[] {
    const kept = this.vault.keys("out ").map((key) => this.vault.get<Kept>(key));
    return kept
      .filter((said) => isObject(said) && typeof said.text === "string")
      .filter((said) => said !== null)
      .sort((a, b) => a.at - b.at)
      .map(({ id, text, choice }) => (choice === undefined ? { id, text } : { id, text, choice }));
  }
}
