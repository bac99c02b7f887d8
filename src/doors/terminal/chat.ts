import { createInterface } from "node:readline";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Button, Field, FormBlock, Reply } from "../../core/conversation/reply.js";
import type { Input, Person, WorkspaceRef } from "../../core/conversation/request.js";
import type { FormValues } from "../../core/form-values.js";
import { takeTurn } from "../turn.js";
import type { TurnParts } from "../turn.js";
import { saveFile } from "./save-file.js";
import { buttonsOf, drawText, harmless } from "./text.js";
import type { TerminalWordKey } from "./words.js";

interface ChatParts extends TurnParts {
  readonly words: Phrases<TerminalWordKey>;
  readonly unique: () => string;
  readonly workspace: WorkspaceRef;
  readonly person: Person;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Where files are put; the current folder when not given. */
  readonly folder?: string;
}

/** The conversation in the terminal; resolves at /quit or the end of input. Numbers press the last reply's buttons. */
export async function runChat(parts: ChatParts): Promise<void> {
  const { words, output } = parts;
  const reader = createInterface({ input: parts.input });
  const lines = reader[Symbol.asyncIterator]();
  const ask = async (prompt: string): Promise<string | undefined> => {
    output.write(prompt);
    const line = await lines.next();
    return line.done || line.value.trim() === "/quit" ? undefined : line.value;
  };
  const turn = async (input: Input): Promise<Reply | undefined> => {
    const request = {
      workspace: parts.workspace,
      person: parts.person,
      place: { kind: "personal", conversation: "terminal" } as const,
      input,
      showProgress: (progress: Reply): Promise<void> => {
        output.write(`${drawText(progress)}\n`);
        return Promise.resolve();
      },
    };
    return takeTurn(parts, { deliveries: [`terminal:${parts.unique()}`], request });
  };
  output.write(`${words.plain("hello")}\n`);
  let last: Reply | undefined;
  for (;;) {
    const line = await ask(`\n${words.plain("you")}`);
    if (line === undefined) break;
    const input = readLine(line, last);
    if (!input) {
      output.write(`${words.plain("no-such-button")}\n`);
      continue;
    }
    let reply = await turn(input);
    let isOver = false;
    while (reply) {
      output.write(`\n${drawText(reply)}\n`);
      await saveFiles(reply, parts);
      last = reply;
      const form = reply.blocks.find((block) => block.kind === "form");
      if (!form) break;
      const values = await fillIn(form, words, ask, output);
      if (!values) {
        isOver = true;
        break;
      }
      reply = await turn({ kind: "action", press: { action: form.submit.action, nonce: reply.nonce }, values });
    }
    if (isOver) break;
  }
  reader.close();
  output.write(`\n${words.plain("goodbye")}\n`);
}

/** Puts a reply's files into the folder and says where each one is. */
async function saveFiles(reply: Reply, { words, output, folder = process.cwd() }: ChatParts): Promise<void> {
  for (const file of reply.blocks.filter((block) => block.kind === "file")) {
    const path = await saveFile(folder, file).catch(() => undefined);
    const line =
      path === undefined ? words.plain("file.not-saved", { name: file.name }) : words.plain("file.saved", { path });
    output.write(`${harmless(line)}\n`);
  }
}

/** A number presses a button; undefined when there is none of that number. Anything else is words. */
function readLine(line: string, last: Reply | undefined): Input | undefined {
  const number = /^\s*\d{1,2}\s*$/.test(line) ? Number(line) : undefined;
  const buttons: readonly Button[] = last ? buttonsOf(last) : [];
  if (number === undefined || buttons.length === 0 || !last) return { kind: "words", text: line, mentions: [] };
  const button = buttons[number - 1];
  return button && { kind: "action", press: { action: button.action, nonce: last.nonce }, values: {} };
}

type Ask = (prompt: string) => Promise<string | undefined>;

/** Asks field by field; undefined at the end of input. */
async function fillIn(
  form: FormBlock,
  words: Phrases<TerminalWordKey>,
  ask: Ask,
  output: NodeJS.WritableStream,
): Promise<FormValues | undefined> {
  const values: Record<string, string | readonly string[]> = {};
  for (const field of form.fields.filter((candidate) => isAsked(candidate, form))) {
    for (;;) {
      const line = await ask(promptOf(field, words));
      if (line === undefined) return undefined;
      const value = readField(field, line);
      if (value !== undefined) {
        values[field.id] = value;
        break;
      }
      output.write(`${words.plain("required")}\n`);
    }
  }
  return values;
}

/** Whether to pass on a line that could be left empty need not be asked; one that came filled in can't be. */
function isAsked(field: Field, { fields }: FormBlock): boolean {
  const about = field.kind === "consent" ? field.about : undefined;
  return !about || fields.some((other) => other.kind === "text" && about.includes(other.id) && Boolean(other.value));
}

function promptOf(field: Field, words: Phrases<TerminalWordKey>): string {
  const error = field.error === undefined ? "" : `! ${field.error}\n`;
  const hint = field.hint === undefined ? "" : ` (${field.hint})`;
  const head = `${error}${field.label}${hint}`;
  if (field.kind === "consent") {
    const shows = field.shows === undefined ? "" : `${field.shows}\n`;
    return harmless(`${shows}${head} [${words.plain(field.value ? "consent-kept" : "consent")}]: `);
  }
  if (field.kind === "text")
    return harmless(`${head}${field.value ? ` [${words.plain("kept", { value: field.value })}]` : ""}: `);
  const options = field.options.map((option, index) => `  ${String(index + 1)}. ${option.label}`).join("\n");
  return harmless(`${head}\n${options}\n${words.plain(field.several ? "choose-several" : "choose-one")}: `);
}

/** Undefined: not usable, ask again. */
function readField(field: Field, line: string): string | readonly string[] | undefined {
  const typed = line.trim();
  if (field.kind === "consent") return (typed === "" ? field.value : /^y/i.test(typed)) ? "yes" : "";
  if (field.kind === "text") {
    const value = typed === "" ? (field.value ?? "") : typed;
    return field.required && value === "" ? undefined : value;
  }
  const chosen =
    typed === ""
      ? (field.value ?? [])
      : typed.split(/[\s,]+/).flatMap((number) => field.options[Number(number) - 1]?.value ?? []);
  if (chosen.length === 0 && field.required) return undefined;
  return field.several ? chosen : (chosen[0] ?? "");
}
