import { assessModes, editions, exportFormats } from "./command.js";
import type { Command, CommandWord, FrameworkWord } from "./command.js";
import type { MentionedPerson } from "./request.js";

/** What was typed: as it stands, and in lower case without punctuation. */
interface Typed {
  readonly text: string;
  readonly words: string;
  readonly mentions: readonly MentionedPerson[];
}

export const normalizeWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, (gap) => (gap.includes("@") ? " @" : " "))
    .trim();

/** A command with what follows its word; undefined when the message is none, or the word stands alone. */
export const readArguments = (typed: Typed): Command | undefined =>
  readPersonCommand(typed) ??
  readAssign(typed) ??
  readAssess(typed) ??
  readReport(typed) ??
  readExport(typed) ??
  readRemind(typed) ??
  readRest(typed);

/** A command word that stands alone. */
export function toCommand(word: CommandWord): Command {
  switch (word) {
    case "lead":
    case "invite":
    case "uninvite":
      return { kind: word, person: undefined };
    case "assess":
      return { kind: word, mode: undefined };
    case "report":
      return { kind: word, framework: undefined };
    case "export":
      return { kind: word, format: undefined, edition: undefined };
    case "template":
      return { kind: word, name: "" };
    case "answer":
      return { kind: word, question: "" };
    case "assign":
      return { kind: word, area: "", person: undefined };
    case "remind":
      return { kind: word, set: undefined };
    default:
      return { kind: word };
  }
}

function readPersonCommand({ words, mentions }: Typed): Command | undefined {
  const match = /^(lead|invite|uninvite)(?: @.*)?$/u.exec(words);
  const kind = match?.[1];
  if (kind !== "lead" && kind !== "invite" && kind !== "uninvite") return undefined;
  const rest = words.slice(kind.length).trim();
  return rest === "" || mentions.length > 0 ? { kind, person: mentions[0] } : undefined;
}

const areaWords = 3;

/** `assign incidents @Ann`, `assign incidents to @Ann`; the name's own words are no part of the area. Longer is a question. */
function readAssign({ words, mentions }: Typed): Command | undefined {
  const match = /^assign (.+)$/u.exec(words);
  if (!match?.[1]) return undefined;
  const area = match[1]
    .replace(/@.*$/u, "")
    .replace(/\bto\s*$/u, "")
    .trim();
  const isLong = area.split(" ").length > areaWords;
  return isLong && mentions.length === 0 ? undefined : { kind: "assign", area, person: mentions[0] };
}

const isOneOf = <T extends string>(list: readonly T[], word: string | undefined): word is T =>
  list.some((candidate) => candidate === word);

function readAssess({ text, words }: Typed): Command | undefined {
  const mode = /^assess(?:ment)? (?:in )?(\w+)(?: mode)?$/u.exec(words)?.[1];
  if (isOneOf(assessModes, mode)) return { kind: "assess", mode };
  const area = /^assess (.+)$/u.exec(words)?.[1];
  return area !== undefined && area.split(" ").length <= areaWords
    ? { kind: "assess", mode: undefined, area, asked: text }
    : undefined;
}

const frameworkNames: Readonly<Record<FrameworkWord, RegExp>> = {
  "nist-ai-rmf": /^(?:the )?nist(?: ai)?(?: rmf)?(?: 1 0)?$|^ai rmf$/u,
  "soc-2": /^soc ?2(?: trust services criteria(?: 2017)?)?$/u,
  "iso-27001": /^(?:iso )?(?:iec )?27001(?: 2022)?$/u,
  "eu-ai-act": /^(?:the )?(?:eu )?ai act(?: as amended in 2026)?$/u,
};

/** `report nist`, `report as SOC 2`, `show my readiness as NIST AI RMF`. */
function readReport({ words }: Typed): Command | undefined {
  if (/^(?:show )?(?:me )?(?:(?:all|our|my|the) )+gaps$/u.test(words)) return { kind: "gaps" };
  const name =
    /^(?:(?:(?:please )?(?:show|see|view) )?(?:me )?(?:my |our |the )?(?:report|readiness)(?: as| in)?|as) (.+)$/u.exec(
      words,
    )?.[1];
  if (name === undefined) return undefined;
  const framework = (Object.keys(frameworkNames) as FrameworkWord[]).find((id) => frameworkNames[id].test(name));
  return framework && { kind: "report", framework };
}

const fillers: ReadonlySet<string> = new Set(["for", "a", "the", "our", "as", "to", "edition", "file", "report"]);
const otherNames: Readonly<Record<string, string>> = { customers: "customer", word: "docx", excel: "xlsx" };

/** `export pdf`, `export customer pdf`, `export docx for a customer`. */
function readExport({ words }: Typed): Command | undefined {
  const rest = (/^export (.+)$/u.exec(words)?.[1]?.split(" ") ?? [])
    .filter((word) => !fillers.has(word))
    .map((word) => otherNames[word] ?? word);
  if (rest.length === 0) return undefined;
  const format = rest.find((word) => isOneOf(exportFormats, word));
  const edition = rest.find((word) => isOneOf(editions, word));
  const isKnown = rest.every((word) => word === format || word === edition);
  return isKnown && rest.length <= 2
    ? {
        kind: "export",
        format: isOneOf(exportFormats, format) ? format : undefined,
        edition: isOneOf(editions, edition) ? edition : undefined,
      }
    : undefined;
}

function readRemind({ words }: Typed): Command | undefined {
  const set = /^remind(?:ers)? (on|off|weekly)$/u.exec(words)?.[1];
  return set === undefined ? undefined : { kind: "remind", set: set === "off" ? "off" : "on" };
}

/** `template <name>` and `answer <question>` take whatever follows. */
function readRest({ text }: Typed): Command | undefined {
  const match = /^(template|answer)\b[\s:,]+(.+)$/isu.exec(text);
  const [, word, rest] = match ?? [];
  if (rest === undefined) return undefined;
  return word?.toLowerCase() === "template" ? { kind: "template", name: rest } : { kind: "answer", question: rest };
}
