import { mutated, mutatedText } from "../mutate.js";
import fc from "fast-check";
import { createAdvisor } from "../../../src/core/advisor.js";
import { makeAssessmentFile } from "../../../src/core/assessment-file/assessment-file.js";
import { teamId } from "../../../src/core/ids.js";
import type { TeamId } from "../../../src/core/ids.js";
import { runOperatorCommand } from "../../../src/operator/commands.js";
import { answerPartOne, openWorld, person, uniqueId } from "../../builders/world.js";
import type { World } from "../../builders/world.js";
import { everythingOf } from "../../security/everything.js";
import type { Met, OpenEntrance } from "../entrance.js";
import { expand, nearMatches, toJsonText } from "../hostile.js";
import { sentenceFault } from "../sentence.js";

const workspace = { platform: "playground", id: "w1" } as const;
/** What is looked at after an import: each draws from all that was imported. */
const looks = [
  "status",
  "report",
  "history",
  "gaps",
  "export csv",
  "export json",
  "assess",
  "answer Do you have an AI policy?",
];

type Input = { readonly json: unknown; readonly look: string } | { readonly text: string; readonly look: string };

/** `import`: an assessment of another installation; and what the team then sees of it. */
export async function openAssessmentFile(folder: string): Promise<OpenEntrance<Input>> {
  const world = await openWorld({ dataDir: folder });
  const ana = person("Ana");
  const talk = world.talk(ana);
  await answerPartOne(talk, await talk.say("assess"));
  const team = (await world.store.directory.find(workspace)) ?? teamId("none");
  const about = { exportedAt: "2026-11-20T10:00:00.000Z", about: "An internal self-assessment." };
  const { entries } = await world.store.teams.read(team);
  const files = [
    makeAssessmentFile(entries, about),
    makeAssessmentFile(everythingOf({ id: ana.id, name: "Ana", marker: "marker" }, "file.json"), about),
  ];
  const texts = await nearMatches();
  const look = fc.constantFrom(...looks);
  return {
    inputs: fc.oneof(
      { weight: 9, arbitrary: fc.record({ json: mutated(files, texts), look }) },
      {
        weight: 1,
        arbitrary: fc.record({
          text: mutatedText(
            files.map((file) => JSON.stringify(file)),
            texts,
          ),
          look,
        }),
      },
    ),
    put: (input) => put(world, team, "text" in input ? expand(input.text) : toJsonText(input.json), input.look),
    tidy: () => world.store.audit.rewrite(() => []),
    close: () => world.close(),
  };
}

async function put(world: World, team: TeamId, text: string, look: string): Promise<Met> {
  const { store, parts } = world;
  await store.teams.rewrite(team, ({ entries }) => ({
    entries: entries.filter(({ kind }) => kind === "workspace-linked"),
    result: undefined,
  }));
  const operator = {
    ...{ store: store.teams, directory: store.directory, destinations: [], clock: parts.clock, unique: uniqueId },
    questionnaire: () => Promise.resolve(parts.questionnaire),
  };
  const { kind, sentence } = await runOperatorCommand(operator, { kind: "import-assessment", into: team, text });
  const fault = sentenceFault(sentence);
  if (fault !== undefined) return { wrong: fault };
  if (kind === "refused") return "refused";
  // Past the turn, which would make a kind reply of whatever fails.
  const ana = person("Ana");
  await createAdvisor(parts).respond({
    ...{ workspace, person: ana, place: { kind: "personal", conversation: ana.id } },
    input: { kind: "words", text: look, mentions: [] },
  });
  return "answered";
}
