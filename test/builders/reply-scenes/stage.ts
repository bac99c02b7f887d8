import { createAdvisor } from "../../../src/core/advisor.js";
import type { Advisor } from "../../../src/core/advisor.js";
import type { Reply } from "../../../src/core/conversation/reply.js";
import type { Person, Request, Visit } from "../../../src/core/conversation/request.js";
import { openWorld, person } from "../world.js";
import type { Talk, World } from "../world.js";

/** A world in which every reply is kept, also those nobody asked for. */
export interface Stage {
  readonly world: World;
  readonly advisor: Advisor;
  readonly talk: (...who: Parameters<World["talk"]>) => Talk;
  /** Keeps a reply that no talk brought. */
  readonly keep: (reply: Reply) => void;
  readonly visit: (who: Person) => Visit;
  /** What a talk cannot send: a file, a button that is none of ours. */
  readonly send: (who: Person, input: Request["input"]) => Promise<Reply>;
  readonly daysPass: (days: number) => void;
}
export type Scene = (stage: Stage) => Promise<void>;

export const ana = person("Ana");
export const ben = person("Ben");
export const cleo = person("Cleo");
export const guest = person("Gus", { standing: "guest" });

/** Plays each scene in a world of its own, where Ana and Ben can be written to; resolves to all that was said. */
export async function playScenes(
  scenes: readonly Scene[],
  options: Parameters<typeof openWorld>[0] = {},
): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  for (const scene of scenes) {
    let later = 0;
    const clock = (): Date => new Date(Date.now() + later);
    const world = await openWorld({ reachable: [ana, ben], clock, ...options });
    const daysPass = (days: number): void => {
      later += days * 24 * 60 * 60 * 1000;
    };
    await scene({ ...talksIn(world, replies), daysPass });
    replies.push(...world.told.map(({ reply }) => reply));
    await world.close();
  }
  return replies;
}

function talksIn(world: World, replies: Reply[]): Omit<Stage, "daysPass"> {
  const advisor = createAdvisor(world.parts);
  const keep = (reply: Reply): void => {
    replies.push(reply);
  };
  const kept = async (turn: Promise<Reply>): Promise<Reply> => {
    const reply = await turn;
    const { posting } = reply;
    for (const said of [reply, ...(posting ? [posting.message, posting.again] : [])]) keep(said);
    return reply;
  };
  const visit = (who: Person): Visit => ({
    workspace: { platform: "playground", id: "w1" },
    person: who,
    place: { kind: "personal", conversation: who.id },
  });
  const showProgress = (reply: Reply): Promise<void> => {
    keep(reply);
    return Promise.resolve();
  };
  return {
    ...{ world, advisor, visit, keep },
    send: (who, input) => kept(advisor.respond({ ...visit(who), input, showProgress })),
    talk: (...who) => {
      const talk = world.talk(...who);
      return {
        say: (text, mentions) => kept(talk.say(text, mentions)),
        act: (reply, action, values) => kept(talk.act(reply, action, values)),
        press: (reply, label, values) => kept(talk.press(reply, label, values)),
      };
    },
  };
}
