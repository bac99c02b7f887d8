import type { Action } from "../../src/core/conversation/action.js";
import { commandWords } from "../../src/core/conversation/command.js";
import type { Block, Button, Reply } from "../../src/core/conversation/reply.js";
import type { FormValues } from "../../src/core/form-values.js";
import { consultationForm, person } from "./world.js";
import type { Talk, World } from "./world.js";

interface Step {
  readonly from: Reply;
  readonly action: Action;
  readonly values: FormValues;
}

/** What ends or erases: followed last, so that the rest has something to show. */
const ending: ReadonlySet<Action["do"]> = new Set(["reset-confirmed", "forget-confirmed", "forget-me-confirmed"]);

const questions = [
  "How much does it cost?",
  "How long does it take, and what does it cost?",
  "certificate",
  "What is the weather in Paris?",
  "hello",
] as const;

/**
 * Replies of as many kinds as the advisor has: every command, and from each reply one button of each kind, until nothing
 * new comes. Two people take part, so that the views of differing answers are among them.
 */
export async function everyReply(world: World): Promise<readonly Reply[]> {
  const talk = world.talk(person("Ana"));
  const replies: Reply[] = [];
  for (const word of [...questions, ...commandWords, "answer Do you have an AI policy?", "template policy"])
    replies.push(await talk.say(word));
  await differ(world);
  replies.push(await world.talk(person("Gus", { standing: "guest" })).say("status"));
  const done = new Set<string>();
  const steps = replies.flatMap((reply) => stepsFrom(reply, done));
  const last: Step[] = [];
  for (let step = steps.shift(); step; step = steps.shift()) {
    if (ending.has(step.action.do)) {
      last.push(step);
      continue;
    }
    const reply = await talk.act(step.from, step.action, step.values);
    replies.push(reply);
    steps.push(...stepsFrom(reply, done));
  }
  for (const { from, action } of last) replies.push(await talk.act(from, action));
  return replies;
}

/** Ben answers what Ana answered, otherwise. */
async function differ(world: World): Promise<void> {
  const [ana, ben] = [world.talk(person("Ana")), world.talk(person("Ben"))];
  const answerFirst = async (talk: Talk, nth: number): Promise<void> => {
    const reply = await talk.say("assess thorough");
    const answers = buttonsOf(reply.blocks).filter(({ action }) => action.do === "answer");
    const button = answers[nth];
    if (button) await talk.act(reply, button.action);
  };
  await answerFirst(ana, 0);
  await answerFirst(ben, 1);
}

const buttonsOf = (blocks: readonly Block[]): readonly Button[] =>
  blocks.flatMap((block) =>
    block.kind === "buttons" ? block.buttons : block.kind === "form" ? [block.submit, block.reopen] : [],
  );

/** One step for each kind of button not followed yet; answers are followed for each question, forms empty and filled. */
function stepsFrom(reply: Reply, done: Set<string>): readonly Step[] {
  return buttonsOf(reply.blocks).flatMap(({ action }): readonly Step[] => {
    const about = "question" in action && action.do === "answer" ? action.question : "";
    const name = `${action.do} ${about} ${JSON.stringify("mode" in action ? action.mode : "")}`;
    if (done.has(name)) return [];
    done.add(name);
    const filled = valuesOf(reply.blocks);
    const isForm = reply.blocks.some((block) => block.kind === "form" && block.submit.action === action);
    return [...(isForm ? [{ from: reply, action, values: {} }] : []), { from: reply, action, values: filled }];
  });
}

function valuesOf(blocks: readonly Block[]): FormValues {
  const fields = blocks.flatMap((block) => (block.kind === "form" ? block.fields : []));
  const typed = fields.flatMap((field): [string, string | readonly string[]][] => {
    if (field.kind === "choice") {
      const [first] = field.options;
      return first ? [[field.id, field.several ? [first.value] : first.value]] : [];
    }
    return field.kind === "text" && field.purpose === undefined ? [[field.id, "Some words"]] : [];
  });
  return { ...Object.fromEntries(typed), ...consultationForm };
}
