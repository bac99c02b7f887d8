import type { Chat } from "./chat.js";

type Json = Record<string, unknown>;

/** A message of the app, as it stands now. */
export interface Message {
  readonly id: string;
  readonly chat: Chat;
  /** In channels: the message that began the thread. */
  readonly thread: string | undefined;
  readonly activity: Json;
  /** When it was last written, on the world's own count. */
  readonly at: number;
}

/** A card that one person sees in the place of the one that all see. */
export interface OwnView {
  readonly card: Json;
  readonly at: number;
}

/** What stands in the chats. */
export class Messages {
  readonly #count: () => number;
  readonly #standing = new Map<string, Message>();
  readonly #views = new Map<string, OwnView>();

  constructor(count: () => number) {
    this.#count = count;
  }

  post(where: Pick<Message, "chat" | "thread" | "activity">): Message {
    const at = this.#count();
    const message = { ...where, at, id: `message-${String(at)}` };
    this.#standing.set(message.id, message);
    return message;
  }

  find(id: string): Message | undefined {
    return this.#standing.get(id);
  }

  /** All see the new one; whoever had a view of their own has to ask for it anew. */
  writeOver(message: Message, activity: Json): void {
    this.#standing.set(message.id, { ...message, activity, at: this.#count() });
    for (const key of this.#views.keys()) if (key.startsWith(`${message.id} `)) this.#views.delete(key);
  }

  all(): readonly Message[] {
    return [...this.#standing.values()];
  }

  viewOf({ id }: Message, user: string): OwnView | undefined {
    return this.#views.get(`${id} ${user}`);
  }

  /** The answer to an `Action.Execute`: lasts until the message is changed. */
  showTo({ id }: Message, user: string, card: Json): void {
    this.#views.set(`${id} ${user}`, { card, at: this.#count() });
  }
}
