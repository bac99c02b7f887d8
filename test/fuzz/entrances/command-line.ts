import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Command } from "commander";
import fc from "fast-check";
import { program } from "../../../src/cli/main.js";
import { run } from "../../../src/cli/run.js";
import { answerPartOne, openWorld, person } from "../../builders/world.js";
import type { Met, OpenEntrance } from "../entrance.js";
import { expand, hostileText, nearMatches } from "../hostile.js";
import { sentenceFault } from "../sentence.js";

interface Input {
  readonly words: readonly string[];
  /** What comes by standard input. */
  readonly typed: string;
}

/** The words of every subcommand, and options beside them; `start` and `chat` run until they are told to end. */
export const commandsPut = [
  ...[
    "ask",
    "answer",
    "consultations",
    "teams",
    "export",
    "import",
    "backup",
    "restore",
    "audit",
    "outbox",
    "stats",
    "card",
    "doctor",
  ],
  ...["knowledge gaps", "knowledge new", "chat"],
] as const;
/** What is not put here, and why. */
export const commandsLeftOut: Readonly<Record<string, string>> = {
  start: "it is the program that all other entrances are of",
  "knowledge check": "it takes no words, and some seconds; knowledge-files puts its readers",
};

const options = [
  "--json",
  "--csv",
  "--yes",
  "--team",
  "--file",
  "--out",
  "--edition",
  "--into",
  "--since",
  "--kind",
  "--dead",
  "--all",
  "--state",
  "--open",
  "--unanswered",
  "--help",
  "--",
  "--team=",
];
const known = [
  "list",
  "export",
  "lead",
  "reset",
  "forget",
  "pdf",
  "csv",
  "json",
  "customer",
  "accepted",
  "retry",
  "drop",
  "withdrawn",
  "AI-1111-1111",
  "team_x",
];
const files = ["q.csv", "import.json", "no-such-file", "../outside.json", ".", "out.csv", "a/b/c", "backup.tar.gz"];

/** What an operator types. */
export async function openCommandLine(folder: string): Promise<OpenEntrance<Input>> {
  const dataDir = join(folder, "data");
  const place = join(folder, "place");
  await mkdir(place, { recursive: true });
  process.chdir(place);
  process.env["DATA_DIR"] = dataDir;
  const world = await openWorld({ dataDir });
  const talk = world.talk(person("Ana"));
  await answerPartOne(talk, await talk.say("assess"));
  await world.close();
  await writeFile("q.csv", "ID,Question\n1,Do you have an AI policy?\n");
  await writeFile("import.json", '{"format":"iso42001-advisor/assessment"}');
  neverExit(program);
  const texts = await nearMatches();
  const word = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...options) },
    { weight: 4, arbitrary: fc.constantFrom(...known) },
    { weight: 3, arbitrary: fc.constantFrom(...files) },
    { weight: 3, arbitrary: hostileText(texts) },
  );
  return {
    inputs: fc.record({
      words: fc
        .tuple(fc.constantFrom<string>(...commandsPut), fc.array(word, { maxLength: 5 }))
        // "knowledge new" writes beside the program, as it should, where a word can name an answer.
        .map(([command, more]) => [
          ...command.split(" "),
          ...more.filter((text) => command !== "knowledge new" || !isSlug(text)),
        ]),
      typed: fc.array(hostileText(texts), { maxLength: 3 }).map((lines) => lines.join("\n")),
    }),
    put,
    close: () => Promise.resolve(),
  };
}

const mostLines = 20;
const longestWord = 400;

const isSlug = (text: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u.test(text);

/** Commander ends the process when it has shown help or an error. */
function neverExit(command: Command): void {
  command.exitOverride();
  for (const sub of command.commands) neverExit(sub);
}

async function put({ words, typed }: Input, begin: () => void): Promise<Met> {
  const argv = ["node", "iso42001", ...words.map(expand)];
  // Each line is a question of its own.
  const lines = expand(typed).split("\n").slice(0, mostLines).join("\n");
  const typedIn = Readable.from([Buffer.from(lines)]);
  const streams = { stdin: process.stdin };
  Object.defineProperty(process, "stdin", { value: typedIn, configurable: true });
  const told = hear();
  begin();
  try {
    await run(program, argv);
  } finally {
    told.end();
    Object.defineProperty(process, "stdin", { value: streams.stdin, configurable: true });
  }
  const isRefused = process.exitCode === 1;
  process.exitCode = undefined;
  const said = told.said.join("");
  if (said.includes("Something went wrong: CommanderError")) return "refused";
  if (said.includes("Something went wrong")) return { wrong: `"${words.join(" ")}": ${said.slice(0, 600)}` };
  // What the operator typed may come back, as long as it is.
  const isLong = argv.some((word) => word.length > longestWord);
  const sentence = isLong ? said.slice(0, longestWord) : said;
  const fault = isRefused && !said.includes("Usage:") ? sentenceFault(sentence) : undefined;
  if (fault !== undefined) return { wrong: fault };
  return isRefused ? "refused" : "answered";
}

/** What is printed meanwhile, on both streams. */
function hear(): { readonly said: readonly string[]; end(): void } {
  const said: string[] = [];
  const out = process.stdout.write.bind(process.stdout);
  const error = process.stderr.write.bind(process.stderr);
  const hears = (chunk: string | Uint8Array): boolean => said.push(chunk.toString()) > 0;
  process.stdout.write = hears;
  process.stderr.write = hears;
  return {
    said,
    end: () => {
      process.stdout.write = out;
      process.stderr.write = error;
    },
  };
}
