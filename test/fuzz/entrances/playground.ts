import { Shown, carried, formFields, spoken } from "../actions.js";
import type { OpenEntrance } from "../entrance.js";
import { nearMatches, toJsonText } from "../hostile.js";
import { mutated } from "../mutate.js";
import { answerFault, openWhole } from "../program.js";
import { sentenceFault } from "../sentence.js";

const turn = (input: unknown) => ({ id: "turn-$fresh-000", person: "you", input });
const csv = Buffer.from("ID,Question\n1,Do you have an AI policy?\n").toString("base64");

/** What the chat page sends. */
export async function openPlaygroundEntrance(folder: string): Promise<OpenEntrance<unknown>> {
  const program = await openWhole(folder, { PLAYGROUND: "on" });
  const shown = new Shown();
  const values = [...carried, ...Array.from({ length: 30 }, (_, index) => `$button:${String(index * 2)}`)];
  const turns = [
    ...spoken.map((text) => turn({ kind: "words", text: text.replaceAll(/<@\w+>/gu, "@colleague") })),
    turn({ kind: "words", text: "answer", files: [{ name: "q.csv", base64: csv }] }),
    ...values.map((press) =>
      turn({ kind: "press", press, several: ["choices"], values: { ...formFields, choices: "soc-2,nist" } }),
    ),
  ];
  return {
    inputs: mutated(turns, await nearMatches()),
    put: async (input, begin) => {
      const body = shown.fill(toJsonText(input));
      begin();
      const response = await fetch(`${program.url}/playground/turn`, {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
      });
      const answer = await response.text();
      shown.note(answer);
      const fault =
        answerFault(response.status, answer) ??
        (response.ok ? undefined : sentenceFault((JSON.parse(answer) as { error: string }).error));
      if (fault !== undefined) return { wrong: fault };
      return response.ok ? "answered" : "refused";
    },
    tidy: () => program.forgetTeams(),
    close: () => program.close(),
  };
}
