import type { SlackCall } from "../slack-api.js";

/** A message of the app, as it stands now. */
export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | undefined;
  /** The only one who sees it. */
  readonly onlyFor: string | undefined;
  /** What it was last written by. */
  readonly call: SlackCall;
  /** When that was, on the world's own count. */
  readonly at: number;
}

/** What stands in a workspace's conversations. */
export class Messages {
  readonly #count: () => number;
  readonly #standing = new Map<string, Message>();

  constructor(count: () => number) {
    this.#count = count;
  }

  post(call: SlackCall, where: Pick<Message, "channel" | "thread" | "onlyFor">): Message {
    const at = this.#count();
    const message = { ...where, call, at, ts: `${String(1_000_000 + at)}.000100` };
    this.#standing.set(message.ts, message);
    return message;
  }

  find(ts: string): Message | undefined {
    return this.#standing.get(ts);
  }

  writeOver(message: Message, call: SlackCall): Message {
    const written = { ...message, call, at: this.#count() };
    this.#standing.set(message.ts, written);
    return written;
  }

  remove({ ts }: Message): void {
    this.#standing.delete(ts);
  }

  all(): readonly Message[] {
    return [...this.#standing.values()];
  }
}
