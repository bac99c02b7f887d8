import { z } from "zod";
import { planImport, readAssessmentFile } from "../core/assessment-file/assessment-file.js";
import { currentAssessment } from "../core/assessment/progress.js";
import type { Questionnaire } from "../core/assessment/question.js";
import { buildReport, summaryOf } from "../core/assessment/readiness-report.js";
import { consultationStateSchema } from "../core/consultation/consultation-entries.js";
import type { ConsultationState } from "../core/consultation/consultation-entries.js";
import { consultations } from "../core/consultation/consultations.js";
import { moveConsultation } from "../core/consultation/request-consultation.js";
import type { Destination } from "../core/delivery/delivery-entries.js";
import { queueMessage, stateMessage } from "../core/delivery/queue-message.js";
import { entryId, personId, teamId } from "../core/ids.js";
import type { EntryId, TeamId } from "../core/ids.js";
import type { Clock } from "../core/ports/clock.js";
import type { Decision, TeamDirectory, TeamStore } from "../core/ports/team-store.js";
import { eraseTeam } from "../core/team/erase.js";
import type { Erased } from "../core/team/erase.js";
import type { Trail } from "../core/team/trail.js";

import { done, given, refused } from "./answer.js";
import type { OperatorAnswer } from "./answer.js";
import { dropDelivery, retryDeliveries, retryDelivery } from "./outbox-commands.js";

/** What the operator may change; handed to the running process as JSON, or done at once when none runs. */
export const operatorCommandSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ping") }),
  z.object({ kind: z.literal("move-consultation"), reference: z.string(), state: consultationStateSchema }),
  z.object({
    kind: z.literal("set-lead"),
    team: z.string().transform(teamId),
    person: z.string().min(1).transform(personId),
  }),
  z.object({ kind: z.literal("reset-team"), team: z.string().transform(teamId) }),
  z.object({ kind: z.literal("forget-team"), team: z.string().transform(teamId) }),
  /** By the id of a message that has not arrived, or its beginning. */
  z.object({ kind: z.literal("retry-delivery"), delivery: z.string().min(1) }),
  z.object({ kind: z.literal("retry-deliveries"), which: z.enum(["all", "dead"]) }),
  z.object({ kind: z.literal("drop-delivery"), delivery: z.string().min(1) }),
  /** `into`: a team's id, or a workspace as `slack:T0123`, whose team is made when it is new. */
  z.object({ kind: z.literal("import-assessment"), into: z.string().min(1), text: z.string() }),
  /** Nothing to do here: something was done beside the program that the journal is to hold. */
  z.object({
    kind: z.literal("note"),
    did: z.enum(["backup", "restore", "export"]),
    team: z.string().optional(),
  }),
]);
export type OperatorCommand = z.input<typeof operatorCommandSchema>;

export interface OperatorParts {
  readonly store: TeamStore;
  readonly directory: TeamDirectory;
  readonly destinations: readonly Destination[];
  readonly clock: Clock;
  readonly unique: () => string;
  /** The questions and rules that an archived assessment's figures are made with. */
  readonly questionnaire: () => Promise<Questionnaire>;
}

/** Carries out one command. Errors: those of the store. */
export async function runOperatorCommand(parts: OperatorParts, input: unknown): Promise<OperatorAnswer> {
  const command = operatorCommandSchema.safeParse(input);
  if (!command.success) return refused("The running program does not know this command; it may be of another version.");
  switch (command.data.kind) {
    case "ping":
      return done("running");
    case "move-consultation":
      return moveByReference(parts, command.data.reference, command.data.state);
    case "set-lead":
      return setLead(parts, command.data.team, command.data.person);
    case "reset-team":
      return resetTeam(parts, command.data.team);
    case "forget-team":
      return forgetTeam(parts, command.data.team);
    case "retry-delivery":
      return retryDelivery(parts, command.data.delivery);
    case "retry-deliveries":
      return retryDeliveries(parts, command.data.which);
    case "drop-delivery":
      return dropDelivery(parts, command.data.delivery);
    case "import-assessment":
      return importAssessment(parts, command.data.into, command.data.text);
    case "note":
      return done("Noted.");
  }
}

const base = (parts: OperatorParts): { id: EntryId; at: string; by: null } => ({
  id: entryId(parts.unique()),
  at: parts.clock().toISOString(),
  by: null,
});

function tellBy(
  parts: OperatorParts,
  state: Parameters<typeof stateMessage>[0],
  destinations: readonly Destination[] = parts.destinations,
) {
  return (known: Parameters<typeof stateMessage>[1]): ReturnType<typeof queueMessage> => {
    const at = parts.clock().toISOString();
    return queueMessage(stateMessage(state, known, { id: parts.unique(), at }), {
      destinations,
      unique: parts.unique,
      at,
      entryId: () => entryId(parts.unique()),
    });
  };
}

async function moveByReference(
  parts: OperatorParts,
  reference: string,
  state: z.infer<typeof consultationStateSchema>,
): Promise<OperatorAnswer> {
  for (const summary of await parts.directory.summaries()) {
    if (summary.consultations === 0) continue;
    const outcome = await parts.store.append(
      summary.team,
      (trail): Decision<{ isMoved: boolean; before: ConsultationState } | undefined> => {
        const known = consultations(trail.entries).find(
          (candidate) => candidate.reference.toLowerCase() === reference.toLowerCase(),
        );
        const { id: entry, at } = base(parts);
        const move = known && moveConsultation(trail.entries, { entry, at, by: null, consultation: known.id, state });
        const result = known && { isMoved: move !== undefined, before: known.state };
        return {
          entries: known && move ? [move, ...tellBy(parts, state, [...parts.destinations, "asker"])(known)] : [],
          result,
        };
      },
    );
    if (outcome)
      return outcome.isMoved
        ? done(`${reference} is ${state} now.`)
        : refused(`${reference} is ${outcome.before}, so it was left as it is.`);
  }
  return refused(`There is no request ${given(reference)}. List them with "npx iso42001 consultations".`);
}

async function isKnown(parts: OperatorParts, team: string): Promise<boolean> {
  return (await parts.directory.summaries()).some((summary) => summary.team === team);
}

const noSuchTeam = refused('There is no team with that id. List them with "npx iso42001 teams list".');

async function setLead(
  parts: OperatorParts,
  team: ReturnType<typeof teamId>,
  person: ReturnType<typeof personId>,
): Promise<OperatorAnswer> {
  if (!(await isKnown(parts, team))) return noSuchTeam;
  await parts.store.append(team, () => ({
    entries: [{ kind: "lead-set", ...base(parts), person }],
    result: undefined,
  }));
  return done(`${given(person)} leads ${team} now.`);
}

async function resetTeam(parts: OperatorParts, team: ReturnType<typeof teamId>): Promise<OperatorAnswer> {
  if (!(await isKnown(parts, team))) return noSuchTeam;
  const questionnaire = await parts.questionnaire();
  const isReset = await parts.store.append(team, (trail): Decision<boolean> => {
    const assessment = currentAssessment(trail.entries);
    if (!assessment) return { entries: [], result: false };
    const entry = base(parts);
    const summary = summaryOf(buildReport(questionnaire, assessment, trail.entries, entry.at));
    return {
      entries: [{ kind: "assessment-archived", ...entry, assessment: assessment.id, summary }],
      result: true,
    };
  });
  return isReset ? done(`The assessment of ${team} is archived.`) : refused(`${team} has no assessment under way.`);
}

async function forgetTeam(parts: OperatorParts, team: ReturnType<typeof teamId>): Promise<OperatorAnswer> {
  if (!(await isKnown(parts, team))) return noSuchTeam;
  const erased = await parts.store.rewrite(team, (trail) => eraseAll(parts, trail));
  return done(
    `${team} is deleted: ${String(erased.answers)} answers, ${String(erased.consultations)} consultation requests, ${String(erased.people)} people. ${String(erased.delivered)} requests had been delivered and stay with the consultant.`,
  );
}

/**
 * The same for a round that deletes by itself, if `isMeant` still holds in the same step. True when it was deleted.
 * Errors: those of the store.
 */
export function forgetTeamIf(parts: OperatorParts, team: TeamId, isMeant: (trail: Trail) => boolean): Promise<boolean> {
  return parts.store.rewrite(team, (trail) =>
    isMeant(trail)
      ? { entries: eraseAll(parts, trail).entries, result: true }
      : { entries: trail.entries, result: false },
  );
}

function eraseAll(parts: OperatorParts, { entries }: Trail): Decision<Erased> {
  const { remains, erased } = eraseTeam(entries, { tell: tellBy(parts, "withdrawn") });
  return { entries: remains, result: erased };
}

const platforms = ["slack", "msteams", "playground", "terminal"] as const;

/** A team by its id, or the team of a workspace (`slack:T0123`), made when there is none. */
async function teamFor(parts: OperatorParts, into: string): Promise<TeamId | undefined> {
  if (await isKnown(parts, into)) return teamId(into);
  const [name, ...rest] = into.split(":");
  const platform = platforms.find((candidate) => candidate === name);
  const workspace = rest.join(":");
  if (!platform || workspace === "") return undefined;
  return parts.directory.findOrCreate({ platform, id: workspace }, () => ({
    team: teamId(`team_${parts.unique()}`),
    entries: [{ kind: "workspace-linked", ...base(parts), platform, workspace }],
  }));
}

async function importAssessment(parts: OperatorParts, into: string, text: string): Promise<OperatorAnswer> {
  const read = readAssessmentFile(text);
  if (read.kind === "unreadable")
    return refused(
      `The file could not be read (${read.why}). Nothing was changed. It must be one that "export json" made.`,
    );
  const team = await teamFor(parts, into);
  if (!team)
    return refused(
      `There is no team "${given(into)}". Nothing was changed. Give a team's id or a workspace such as slack:T0123.`,
    );
  const plan = await parts.store.append(team, (trail) => {
    const planned = planImport(trail.entries, read.file);
    return { entries: planned.kind === "import" ? planned.entries : [], result: planned };
  });
  switch (plan.kind) {
    case "import":
      return done(`Imported ${String(plan.entries.length)} entries into ${team}.`);
    case "known":
      return done(`Everything in the file is in ${team} already. Nothing was changed.`);
    case "other-under-way":
      return refused(
        `${team} has another assessment under way. Nothing was changed. Archive it first: "npx iso42001 teams reset ${team}".`,
      );
  }
}
