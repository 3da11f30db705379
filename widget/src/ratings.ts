/** Which answers a person has rated, and whether the server knows. */

import type { LitElement } from "lit";
import type { Conversation } from "./conversation.js";
import type { Message } from "./message.js";
import type { Vault } from "./vault.js";
import type { Rating } from "./views/feedback.js";

export class Ratings {
  private readonly given = new Map<string, Rating>();

  constructor(
    private readonly vault: Vault,
    private readonly conversation: Conversation,
    private readonly host: LitElement,
  ) {
    const kept = vault.get<Record<string, boolean>>("rated") ?? {};
    for (const [id, helpful] of Object.entries(kept))
      this.given.set(id, { helpful, state: "sent" });
  }

  of(message: Message): Rating | null {
    return this.given.get(message.id) ?? null;
  }

  clear(): void {
    this.given.clear();
  }

  /** Show `rating` and send it. A bad one is sent at once, and again with the reason, if one is given. */
  async rate(message: Message, rating: Rating): Promise<void> {
    this.show(message, rating);
    try {
      await this.conversation.rate(message, rating.helpful, rating.reason);
    } catch {
      this.show(message, { ...rating, state: "failed" });
      return;
    }
    const rated = this.vault.get<Record<string, boolean>>("rated") ?? {};
    this.vault.set("rated", { ...rated, [message.id]: rating.helpful });
    if (rating.state !== "asking") this.show(message, { ...rating, state: "sent" });
  }

  private show(message: Message, rating: Rating): void {
    this.given.set(message.id, rating);
    this.host.requestUpdate();
  }
}
