import { commandWords } from "./command.js";
import type { Command, CommandWord } from "./command.js";
import { editDistance } from "./edit-distance.js";
import { normalizeWords, readArguments, toCommand } from "./command-arguments.js";
import type { WordsInput } from "./request.js";

/** Other ways to say a command word, each a whole message; kept in `knowledge/words/en/commands.yaml`. */
export type Aliases = Readonly<Partial<Record<CommandWord, readonly string[]>>>;

/**
 * Words to command, the same for every door. A message is a command only as a whole ("report"), so a question that
 * begins with such a word ("report to whom?") stays a question; `ask`, `answer` and `template` take what follows. A
 * single mistyped word ("asses") is understood.
 */
export function readCommand(input: WordsInput, aliases: Aliases): Command {
  const text = withoutPrefix(input.text.trim());
  const asked = /^ask\b[\s:,]*(.*)$/isu.exec(text);
  if (asked) return asked[1] ? ask(asked[1]) : { kind: "help" };
  const words = normalizeWords(text);
  // A file that comes without words is a questionnaire to answer.
  if (words === "" && (input.files?.length ?? 0) > 0) return { kind: "answer", question: "" };
  if (words === "") return text === "" ? { kind: "help" } : ask(text);
  const typed = { text, words, mentions: input.mentions };
  const withArguments = readArguments(typed) ?? readMended(typed);
  if (withArguments) return withArguments;
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

function readMended(typed: Parameters<typeof readArguments>[0]): Command | undefined {
  const words = withFirstMended(typed.words);
  const command = words === typed.words ? undefined : readArguments({ ...typed, text: "", words });
  return command?.kind === "assess" && command.area !== undefined ? { ...command, asked: typed.text } : command;
}

/** "asses thorough" is "assess thorough"; what takes free text is not mended, as a question may begin with a like word. */
function withFirstMended(words: string): string {
  const [first = "", ...rest] = words.split(" ");
  const mended = rest.length > 0 ? nearWord(first) : undefined;
  return mended ? [mended, ...rest].join(" ") : words;
}

function exactWord(words: string, aliases: Aliases): CommandWord | undefined {
  return commandWords.find((word) => word === words || aliases[word]?.includes(words));
}

/** One slip in a short word, two in a long one; the first letter must be right, so that "read" is not "lead". */
function nearWord(words: string): CommandWord | undefined {
  if (words.length < 4) return undefined;
  const near = commandWords
    .filter((word) => word[0] === words[0] && !word.includes(" ") && !words.includes(" "))
    .map((word) => ({ word, distance: editDistance(word, words) }))
    .filter(({ word, distance }) => distance <= (word.length > 6 ? 2 : 1))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.word;
}
