/** Somebody as Teams knows them. */
export interface Account {
  /** In every chat of the bot, such as `29:ana`. */
  readonly id: string;
  readonly name: string;
  readonly tenant: string;
  readonly role: "user" | "guest";
}

/** A conversation: who is in it, and whether the app is. */
export interface Chat {
  readonly id: string;
  readonly kind: "personal" | "groupChat" | "channel";
  readonly tenant: string;
  /** In channels: the team they are of, by which its members are asked for. */
  readonly team?: string;
  readonly members: readonly Account[];
  isAppIn: boolean;
}

/** Where a message stands in a channel is said in the conversation's id. */
export const threadId = (chat: Chat, root: string): string => `${chat.id};messageid=${root}`;

export const objectIdOf = ({ id }: Account): string => `aad-${id}`;
