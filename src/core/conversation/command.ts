import type { MentionedPerson } from "./request.js";

/** The words of the grammar that stand alone, in the order `help` shows them. */
export const commandWords = [
  "help",
  "assess",
  "status",
  "report",
  "consult",
  "reset",
  "forget",
  "forget me",
  "export me",
  "lead",
  "invite",
  "uninvite",
  "privacy",
] as const;
export type CommandWord = (typeof commandWords)[number];

/** What a person asked for in words. */
export type Command =
  | { readonly kind: "ask"; readonly question: string; readonly nearest: CommandWord | undefined }
  | { readonly kind: "lead" | "invite" | "uninvite"; readonly person: MentionedPerson | undefined }
  | { readonly kind: Exclude<CommandWord, "lead" | "invite" | "uninvite"> };
