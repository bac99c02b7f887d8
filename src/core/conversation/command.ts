import type { MentionedPerson } from "./request.js";

/** The words of the grammar that stand alone, in the order `help` shows them. */
export const commandWords = [
  "help",
  "assess",
  "status",
  "report",
  "gaps",
  "export",
  "history",
  "consult",
  "template",
  "answer",
  "assign",
  "remind",
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

export const assessModes = ["quick", "thorough"] as const;
export const exportFormats = ["pdf", "docx", "xlsx", "csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];
/** `internal`: everything; `customer`: what may be shown outside. */
export const editions = ["internal", "customer"] as const;
export type Edition = (typeof editions)[number];
/** Other frameworks the readiness can be seen as; the ids of `knowledge/crosswalk/`. */
export const frameworkWords = ["nist-ai-rmf", "soc-2", "iso-27001", "eu-ai-act"] as const;
export type FrameworkWord = (typeof frameworkWords)[number];

type Plain = Exclude<
  CommandWord,
  "assess" | "report" | "gaps" | "export" | "template" | "answer" | "assign" | "remind" | "lead" | "invite" | "uninvite"
>;

/** What a person asked for in words. */
export type Command =
  | { readonly kind: "ask"; readonly question: string; readonly nearest: CommandWord | undefined }
  | { readonly kind: "lead" | "invite" | "uninvite"; readonly person: MentionedPerson | undefined }
  | { readonly kind: "assess"; readonly mode: (typeof assessModes)[number] | undefined; readonly area?: undefined }
  /** `area` as typed, which may be none; `asked` is the whole message. */
  | { readonly kind: "assess"; readonly mode: undefined; readonly area: string; readonly asked: string }
  | { readonly kind: "report"; readonly framework: FrameworkWord | undefined }
  | { readonly kind: "gaps" }
  | { readonly kind: "export"; readonly format: ExportFormat | undefined; readonly edition: Edition | undefined }
  /** `name` as typed; empty: which ones there are. */
  | { readonly kind: "template"; readonly name: string }
  /** A customer's question as typed; empty: how it works, or the file that came along. */
  | { readonly kind: "answer"; readonly question: string }
  /** `area` as typed, without the person. */
  | { readonly kind: "assign"; readonly area: string; readonly person: MentionedPerson | undefined }
  | { readonly kind: "remind"; readonly set: "on" | "off" | undefined }
  | { readonly kind: Plain };
