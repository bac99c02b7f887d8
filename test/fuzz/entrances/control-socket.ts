import { connect } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import type { OpenEntrance } from "../entrance.js";
import { expand, hostileText, nearMatches, toJsonText } from "../hostile.js";
import { mutated } from "../mutate.js";
import { openWhole } from "../program.js";
import { sentenceFault } from "../sentence.js";

const file = {
  format: "iso42001-advisor/assessment",
  version: 1,
  exportedAt: "2026-11-20T10:00:00.000Z",
  about: "x",
  entries: [],
};
const commands = [
  { kind: "ping", login: "ana" },
  { kind: "move-consultation", reference: "AI-1111-1111", state: "accepted" },
  { kind: "set-lead", team: "team_x", person: "slack:T1:UANA" },
  { kind: "reset-team", team: "team_x" },
  { kind: "forget-team", team: "team_x" },
  { kind: "retry-delivery", delivery: "d1" },
  { kind: "retry-deliveries", which: "all" },
  { kind: "drop-delivery", delivery: "d1" },
  { kind: "import-assessment", into: "slack:T1", text: JSON.stringify(file) },
  { kind: "note", did: "backup", team: "team_x" },
];

type Input = { readonly command: unknown } | { readonly line: string };

/** What the command line hands to the running program. */
export async function openControlSocket(folder: string): Promise<OpenEntrance<Input>> {
  const program = await openWhole(folder, {});
  const path = join(folder, "control.sock");
  const texts = await nearMatches();
  return {
    inputs: fc.oneof(
      { weight: 9, arbitrary: fc.record({ command: mutated(commands, texts) }) },
      { weight: 1, arbitrary: fc.record({ line: hostileText(texts) }) },
    ),
    put: async (input) => {
      const isJson = "command" in input;
      const line = isJson ? toJsonText(input.command) : expand(input.line).replaceAll("\n", " ");
      const answer = await ask(path, line);
      if (answer === undefined) return line.length > 20_000_000 ? "refused" : { wrong: "no answer" };
      const { kind, sentence } = JSON.parse(answer) as { kind: string; sentence?: string };
      // "failed" is for what is no JSON, or for the disk.
      if (kind === "failed")
        return isJson && isReadable(line) ? { wrong: `it failed: ${line.slice(0, 300)}` } : "refused";
      const fault = sentenceFault(sentence ?? "");
      return fault === undefined ? (kind === "done" ? "answered" : "refused") : { wrong: fault };
    },
    tidy: () => program.forgetTeams(),
    close: () => program.close(),
  };
}

const isReadable = (line: string): boolean => {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};

const ask = (path: string, line: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    let received = "";
    const socket = connect(path, () => socket.write(`${line}\n`));
    socket.on("data", (chunk) => {
      received += chunk.toString();
      if (received.includes("\n")) socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      resolve(received.includes("\n") ? received.slice(0, received.indexOf("\n")) : undefined);
    });
  });
