import { byTeam } from "../audit/audit-row.js";
import { notePersonForgotten, noteTeamDeleted } from "../audit/note-forgotten.js";
import { countAnswered } from "../assessment/next-question.js";
import { currentAssessment } from "../assessment/progress.js";
import type { AssessmentId } from "../ids.js";
import { buildReport, summaryOf } from "../assessment/readiness-report.js";
import type { Button, Reply } from "../conversation/reply.js";
import { erasePerson, eraseTeam } from "../team/erase.js";
import type { Erased } from "../team/erase.js";
import { stateMessage } from "../delivery/queue-message.js";
import { refuseMember, refuseOutsider } from "./help.js";
import { queue } from "./consult.js";
import { changeTeam, replyWith, stamp } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

const cancel = (context: TurnContext): Button => ({
  label: context.parts.words.plain("button.cancel"),
  action: { do: "cancel" },
});

/** Asks before archiving the assessment. */
export function askReset(context: TurnContext): Reply {
  if (!context.rights.takesPart) return refuseOutsider(context);
  if (!context.rights.leads) return refuseMember(context);
  const { words, questionnaire } = context.parts;
  const assessment = currentAssessment(context.trail.entries);
  if (!assessment)
    return replyWith(context, [{ kind: "markdown", markdown: words.say("reset.none") }], { replaces: false });
  const answers =
    countAnswered(questionnaire, assessment, "need").answered +
    countAnswered(questionnaire, assessment, "readiness").answered;
  return replyWith(
    context,
    [
      { kind: "markdown", markdown: words.say("reset.ask", { answers }) },
      {
        kind: "buttons",
        buttons: [
          {
            label: words.plain("button.reset"),
            action: { do: "reset-confirmed", assessment: assessment.id },
            style: "danger",
          },
          cancel(context),
        ],
      },
    ],
    { replaces: false },
  );
}

/** Archives the assessment the question was about; an old card archives no later one. */
export async function resetAssessment(context: TurnContext, asked: AssessmentId): Promise<Reply> {
  const { words } = context.parts;
  const outcome = await changeTeam(context, ({ trail, rights }) => {
    const assessment = currentAssessment(trail.entries);
    if (!rights.leads || assessment?.id !== asked) return { entries: [], result: rights.leads ? "none" : "refused" };
    const summary = summaryOf(buildReport(context.parts.questionnaire, assessment, trail.entries, context.at));
    return {
      entries: [{ kind: "assessment-archived", ...stamp(context), assessment: assessment.id, summary }],
      result: "archived",
    };
  });
  if (outcome === "refused") return refuseMember(context);
  return replyWith(context, [
    { kind: "markdown", markdown: words.say(outcome === "archived" ? "reset.done" : "reset.none") },
    { kind: "buttons", buttons: [{ label: words.plain("button.assess"), action: { do: "assess" }, style: "primary" }] },
  ]);
}

/** The lead and admins; while nobody has started an assessment there is no lead, and any member may. */
const mayForget = ({ rights, trail }: TurnContext): boolean =>
  rights.leads || (rights.takesPart && !trail.entries.some(({ kind }) => kind === "lead-set"));

/** Asks before deleting everything of the team. */
export function askForget(context: TurnContext): Reply {
  if (!context.rights.takesPart) return refuseOutsider(context);
  if (!mayForget(context)) return refuseMember(context);
  return askErase(context, "forget.ask", {
    label: context.parts.words.plain("button.forget"),
    action: { do: "forget-confirmed" },
    style: "danger",
  });
}

/** Asks before taking the asker out of the trail; anybody may, about themselves. */
export const askForgetMe = (context: TurnContext): Reply =>
  askErase(context, "forget-me.ask", {
    label: context.parts.words.plain("button.forget-me"),
    action: { do: "forget-me-confirmed" },
    style: "danger",
  });

function askErase(context: TurnContext, question: "forget.ask" | "forget-me.ask", button: Button): Reply {
  const { words } = context.parts;
  if (context.trail.entries.length === 0)
    return replyWith(context, [{ kind: "markdown", markdown: words.say("forget.nothing") }], { replaces: false });
  return replyWith(
    context,
    [
      { kind: "markdown", markdown: words.say(question) },
      { kind: "buttons", buttons: [button, cancel(context)] },
    ],
    { replaces: false },
  );
}

export async function forgetTeam(context: TurnContext): Promise<Reply> {
  if (!mayForget(context)) return refuseMember(context);
  const reply = await erase(context, "forget.done", (entries) => eraseTeam(entries, tellBy(context)));
  if (context.team) await noteTeamDeleted(context.parts, context.team, byTeam);
  return reply;
}

export async function forgetPerson(context: TurnContext): Promise<Reply> {
  const { team, parts, request } = context;
  const me = request.person.id;
  // First, so that asking again mends it when the second step can't be stored.
  if (team) await notePersonForgotten(parts, team, me);
  const formerName = `[${parts.words.plain("name.former")}]`;
  return erase(context, "forget-me.done", (entries) => erasePerson(entries, me, { ...tellBy(context), formerName }));
}

type Erase = (entries: TurnContext["trail"]["entries"]) => { remains: TurnContext["trail"]["entries"]; erased: Erased };

async function erase(context: TurnContext, done: "forget.done" | "forget-me.done", how: Erase): Promise<Reply> {
  const { words, store } = context.parts;
  if (!context.team) return replyWith(context, [{ kind: "markdown", markdown: words.say("forget.nothing") }]);
  const erased = await store.rewrite(context.team, (trail) => {
    const { remains, erased: what } = how(trail.entries);
    return { entries: remains, result: what };
  });
  const { answers, consultations, feedback, people, delivered } = erased;
  return replyWith(context, [
    { kind: "markdown", markdown: words.say(done, { answers, consultations, feedback, people }) },
    ...(delivered > 0 ? [{ kind: "note", markdown: words.say("forget.delivered", { delivered }) } as const] : []),
    ...(done === "forget-me.done" ? [{ kind: "note", markdown: words.say("forget-me.notes") } as const] : []),
    { kind: "note", markdown: words.say("forget.backups") },
  ]);
}

const tellBy = (context: TurnContext): Parameters<typeof eraseTeam>[1] => ({
  tell: (known) => queue(context, stateMessage("withdrawn", known, { id: context.parts.ids.unique(), at: context.at })),
});
