import { commandWords } from "./command.js";
import type { Command, CommandWord } from "./command.js";
import { editDistance } from "./edit-distance.js";
import type { WordsInput } from "./request.js";

/** Other ways to say a command word, each a whole message; kept in `knowledge/words/en/commands.yaml`. */
export type Aliases = Readonly<Partial<Record<CommandWord, readonly string[]>>>;

/**
 * Words to command, the same for every door. A message is a command only as a whole ("report"), so a question that
 * begins with such a word ("report to whom?") stays a question. A single mistyped word ("asses") is understood.
 */
export function readCommand(input: WordsInput, aliases: Aliases): Command {
  const text = withoutPrefix(input.text.trim());
  const asked = /^ask\b[\s:,]*(.*)$/isu.exec(text);
  if (asked) return asked[1] ? ask(asked[1]) : { kind: "help" };
  const words = normalize(text);
  if (words === "") return text === "" ? { kind: "help" } : ask(text);
  const named = readPersonCommand(words, input);
  if (named) return named;
  const word = exactWord(words, aliases) ?? nearWord(words);
  return word
    ? toCommand(word)
    : ask(
        text,
        commandWords.find((candidate) => words.startsWith(`${candidate} `)),
      );
}

const ask = (question: string, nearest?: CommandWord): Command => ({ kind: "ask", question, nearest });

/** `/iso42001 assess` and `assess` are the same; so are `/assess` and `assess` (Teams' own slash menu). */
const withoutPrefix = (text: string): string =>
  text
    .replace(/^\/iso42001(?=\s|$)/iu, "")
    .trim()
    .replace(/^\/(?=[a-z])/iu, "");

const normalize = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, (gap) => (gap.includes("@") ? " @" : " "))
    .trim();

function readPersonCommand(words: string, input: WordsInput): Command | undefined {
  const match = /^(lead|invite|uninvite)(?: @.*)?$/u.exec(words);
  const kind = match?.[1];
  if (kind !== "lead" && kind !== "invite" && kind !== "uninvite") return undefined;
  const rest = words.slice(kind.length).trim();
  return rest === "" || input.mentions.length > 0 ? { kind, person: input.mentions[0] } : undefined;
}

function exactWord(words: string, aliases: Aliases): CommandWord | undefined {
  return commandWords.find((word) => word === words || aliases[word]?.includes(words));
}

/** One slip in a short word, two in a long one; the first letter must be right, so that "read" is not "lead". */
function nearWord(words: string): CommandWord | undefined {
  if (words.length < 4) return undefined;
  const near = commandWords
    .filter((word) => word[0] === words[0] && word.split(" ").length === words.split(" ").length)
    .map((word) => ({ word, distance: editDistance(word, words) }))
    .filter(({ word, distance }) => distance <= (word.length > 5 ? 2 : 1))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.word;
}

const toCommand = (word: CommandWord): Command =>
  word === "lead" || word === "invite" || word === "uninvite" ? { kind: word, person: undefined } : { kind: word };
