import type { ConnectorCall } from "../bot-connector.js";
import { objectIdOf } from "./chat.js";
import type { Account, Chat } from "./chat.js";
import { Messages } from "./messages.js";

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const refused = (status: number, code: string): Answer => ({ status, body: { error: { code, message: "no" } } });
const notInRoster = refused(403, "BotNotInConversationRoster");

/** The state behind the stand-in's Bot Connector: who is in which chat, and what stands there. */
export class TeamsWorld {
  readonly chats: Chat[] = [];
  readonly messages: Messages;
  #counted = 0;

  constructor() {
    this.messages = new Messages(() => this.count());
  }

  /** One thing more has happened. */
  count(): number {
    return (this.#counted += 1);
  }

  /** How many things have happened. */
  get counted(): number {
    return this.#counted;
  }

  add(chat: Chat): Chat {
    this.chats.push(chat);
    return chat;
  }

  /** What Teams says to a call. */
  take({ method, path, body }: ConnectorCall): Answer {
    const [, conversation, kind, rest] =
      /^\/+v3\/conversations(?:\/([^/?]+)(?:\/(\w+)(?:\/([^/?]+))?)?)?/.exec(path) ?? [];
    if (conversation === undefined) return this.#openPersonal(body);
    const [id = "", thread] = decodeURIComponent(conversation).split(";messageid=");
    const name = rest === undefined ? undefined : decodeURIComponent(rest);
    if (kind === "pagedmembers") return this.#roster(id);
    if (kind === "members") return this.#member(id, name ?? "");
    const chat = this.chats.find((one) => one.id === id);
    if (!chat) return refused(404, "ConversationNotFound");
    if (!chat.isAppIn) return notInRoster;
    if (method === "PUT") {
      const message = this.messages.find(name ?? "");
      if (message?.chat !== chat) return refused(404, "ActivityNotFoundInConversation");
      this.messages.writeOver(message, body);
      return { status: 200, body: { id: message.id } };
    }
    if (body["type"] !== "message") return { status: 200, body: { id: `other-${String(this.count())}` } };
    return { status: 201, body: { id: this.messages.post({ chat, thread, activity: body }).id } };
  }

  #member(place: string, user: string): Answer {
    const chat = this.chats.find(({ id, team }) => id === place || team === place);
    if (!chat?.isAppIn) return notInRoster;
    const member = chat.members.find(({ id }) => id === user);
    return member ? { status: 200, body: recordOf(member) } : refused(404, "MemberNotFoundInConversation");
  }

  #roster(place: string): Answer {
    const chat = this.chats.find(({ id, team }) => id === place || team === place);
    return chat?.isAppIn ? { status: 200, body: { members: chat.members.map(recordOf) } } : notInRoster;
  }

  /** Only with somebody whom the app is installed for. */
  #openPersonal({ members, tenantId }: Record<string, unknown>): Answer {
    const [user] = (members ?? []) as readonly { readonly id: string }[];
    const chat = this.chats.find(
      (one) => one.kind === "personal" && one.tenant === tenantId && one.members.some(({ id }) => id === user?.id),
    );
    return chat?.isAppIn ? { status: 201, body: { id: chat.id } } : refused(403, "ForbiddenOperationException");
  }
}

const recordOf = (account: Account) => ({
  id: account.id,
  name: account.name,
  aadObjectId: objectIdOf(account),
  userRole: account.role,
  tenantId: account.tenant,
});
