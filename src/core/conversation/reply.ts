import type { BarChart } from "../document/bar-chart.js";
import type { Nonce } from "../ids.js";
import type { Action } from "./action.js";

/**
 * A reply is data; each door draws it. `Markdown` here is the small part that every platform shows well: paragraphs,
 * one-level lists, bold, italic, code and links. A person's own words enter Markdown only through `phrase` parameters
 * (escaped) or stand in a `text` block (drawn literally).
 */
export type Markdown = string;

export interface HeadingBlock {
  readonly kind: "heading";
  /** Our own words, plain text, at most 150 characters. */
  readonly text: string;
}
export interface MarkdownBlock {
  readonly kind: "markdown";
  readonly markdown: Markdown;
}
/** A person's own words, drawn literally. */
export interface TextBlock {
  readonly kind: "text";
  readonly text: string;
}
/** Small print: sources, dates, hints. */
export interface NoteBlock {
  readonly kind: "note";
  readonly markdown: Markdown;
}
export interface FactsBlock {
  readonly kind: "facts";
  /** Plain text both; a value may hold a person's words. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}
/** A chart; doors that can show pictures have it drawn, the others use its bars and words. */
export interface PictureBlock extends BarChart {
  readonly kind: "picture";
}
export interface Button {
  readonly label: string;
  readonly action: Action;
  readonly style?: "primary" | "danger";
}
export interface ButtonsBlock {
  readonly kind: "buttons";
  readonly buttons: readonly Button[];
}
export interface LinksBlock {
  readonly kind: "links";
  readonly links: readonly { readonly label: string; readonly url: string }[];
}
/** A file for the one who asked, e.g. the report as PDF. */
export interface FileBlock {
  readonly kind: "file";
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

interface FieldBase {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
  /** What is wrong with what was typed, shown beside the field. */
  readonly error?: string;
  /** What to do about it when it is empty or not of its form; for doors that can check before they send. */
  readonly mend?: string;
}
export interface TextField extends FieldBase {
  readonly kind: "text";
  readonly multiline: boolean;
  readonly maxLength: number;
  readonly value?: string;
  readonly purpose?: "email" | "url" | "date";
}
export interface ChoiceField extends FieldBase {
  readonly kind: "choice";
  /** True: several may be ticked and the value is an array. */
  readonly several: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value?: readonly string[];
}
/** One tick box; its value is "yes", or anything else while it is not ticked. */
export interface ConsentField extends FieldBase {
  readonly kind: "consent";
  /** What the tick is about, word for word; plain text that may have lines, drawn literally over the box. */
  readonly shows?: string;
  /** The fields it is about, for doors where leaving those empty says the same. */
  readonly about?: readonly string[];
  readonly value?: boolean;
}
export type Field = TextField | ChoiceField | ConsentField;

/**
 * Something to fill in. Doors with dialogs (Slack modals) open one where they can; else they offer `reopen` as a
 * button, whose press brings the same reply where a dialog can be opened. Doors with inline inputs ignore `reopen`.
 */
export interface FormBlock {
  readonly kind: "form";
  readonly title: string;
  readonly fields: readonly Field[];
  readonly submit: Button;
  readonly reopen: Button;
}

export type Block =
  | HeadingBlock
  | MarkdownBlock
  | TextBlock
  | NoteBlock
  | FactsBlock
  | PictureBlock
  | ButtonsBlock
  | LinksBlock
  | FileBlock
  | FormBlock;

export interface Reply {
  /** New for each reply; doors encode it into every button of it (`encodeAction`). */
  readonly nonce: Nonce;
  readonly blocks: readonly Block[];
  /** Who sees it: only the one who asked, or everybody in the place. In a personal chat there is no difference. */
  readonly audience: "asker" | "everyone";
  /** True: drawn over the card whose button was pressed; false: a message of its own. Words always get a new message. */
  readonly replaces: boolean;
  /** True: a form came back with faults in it (its fields carry errors); nothing was stored. */
  readonly refused?: boolean;
  /** Shows the same as it stands when asked; for cards that renew themselves. Undefined: the reply itself is all there is. */
  readonly again?: Action;
  /** What the asker wants everybody in the place to see; only in replies to requests with `aloneIn`. */
  readonly posting?: Posting;
}

/** Posted before the reply that carries it, which says that it was. */
export interface Posting {
  /** For everybody, a message of its own. */
  readonly message: Reply;
  /** Said instead of the reply when the message could not be posted: the card as it was, to press again. */
  readonly again: Reply;
}
