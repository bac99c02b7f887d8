import { createAdvisor } from "../../../src/core/advisor.js";
import { decodeAction, encodeAction } from "../../../src/core/conversation/action.js";
import type { Action } from "../../../src/core/conversation/action.js";
import type { Reply } from "../../../src/core/conversation/reply.js";
import type { Request } from "../../../src/core/conversation/request.js";
import { consultationId, nonce } from "../../../src/core/ids.js";
import type { ConsultationId } from "../../../src/core/ids.js";
import type { FormValues } from "../../../src/core/form-values.js";
import { limitPace } from "../../../src/core/pace/limit-pace.js";
import type { ConsultantsChannel, Note } from "../../../src/delivery/consultants-channel.js";
import { createDeskDestination } from "../../../src/delivery/desk.js";
import type { DestinationPort } from "../../../src/delivery/destination.js";
import { nudgeUnanswered } from "../../../src/delivery/nudge-unanswered.js";
import { takeTurn } from "../../../src/doors/turn.js";
import { runOperatorCommand } from "../../../src/operator/commands.js";
import { createRateCounters } from "../../../src/stores/memory/rate-counters.js";
import { answerPartOne, consultationForm, person, quietLog, uniqueId, workOffOutbox } from "../world.js";
import type { Talk } from "../world.js";
import { longWords } from "./assessing.js";
import { ana, ben, cleo } from "./stage.js";
import type { Scene, Stage } from "./stage.js";

const kim = person("Kim");
const everything = {
  ...consultationForm,
  ...{ shareName: "yes", shareSituation: "yes", shareTimes: "yes", shareQuestion: "yes" },
  ...{ shareSummary: "yes", shareReport: "yes" },
};
const times = { time1: "2030-03-01 15:00", time2: "", time3: "", timeZone: "Europe/Berlin", note: "I will call." };

interface Desk {
  readonly destinations: readonly DestinationPort[];
  /** Works off the outbox, to both desks and to whoever asked. */
  arrive(): Promise<void>;
  press(action: Action, values?: FormValues): Promise<void>;
  /** In the thread under the card. */
  write(text: string, files?: readonly string[]): Promise<void>;
}

/** Kim's desk, in Slack and in Teams. */
function openDesk({ world, advisor, keep, visit }: Stage): Desk {
  const channel = (kind: ConsultantsChannel["kind"]): ConsultantsChannel => {
    const shows = ({ reply }: Note) => {
      keep(reply);
      return Promise.resolve({ channel: "desk", message: `${kind}-card` });
    };
    return {
      kind,
      post: shows,
      say: async (_under, note) => {
        await shows(note);
      },
      update: (_at, reply) => {
        keep(reply);
        return Promise.resolve();
      },
    };
  };
  const destinations = (["slack-channel", "msteams-channel"] as const).map((kind) =>
    createDeskDestination(world.parts, channel(kind)),
  );
  const take = async (request: Pick<Request, "input" | "under">): Promise<void> => {
    keep(await advisor.respond({ ...visit(kim), atDesk: "slack-channel", ...request }));
  };
  let said = 0;
  return {
    destinations,
    arrive: () => workOffOutbox(world.parts, destinations),
    press: (action, values = {}) => {
      const press = decodeAction(encodeAction({ action, nonce: nonce(uniqueId()) }));
      return take({ input: { kind: "action", press, values } });
    },
    write: (text, files = []) =>
      take({
        input: { kind: "words", text, mentions: [] },
        under: {
          thread: { destination: "slack-channel", channel: "desk", message: "slack-channel-card" },
          said: `said-${String((said += 1))}`,
          files,
        },
      }),
  };
}

/** The newest request there is. */
async function newest({ world }: Stage): Promise<ConsultationId> {
  const summaries = await world.store.directory.summaries();
  return summaries.flatMap(({ requests }) => requests).at(-1)?.consultation ?? consultationId("none");
}

/** The last thing somebody was told, and one of its buttons pressed. */
async function pressTold({ world }: Stage, talk: Talk, label: string | RegExp, values?: FormValues): Promise<Reply> {
  const told = world.told.at(-1)?.reply;
  if (!told) throw new TypeError("nobody was told anything");
  return talk.press(told, label, values);
}

/** A request with all that can go along, worked on to its end. */
export const isConsulted: Scene = async (stage) => {
  const { world, talk, daysPass } = stage;
  const anas = talk(ana);
  const desk = openDesk(stage);
  await answerPartOne(anas, await anas.say("assess"));
  const answered = await anas.say("How much does certification cost?");
  await anas.press(await anas.press(answered, "Talk to a consultant"), "Send the request", everything);
  const consultation = await newest(stage);
  await desk.arrive();
  daysPass(2);
  await nudgeUnanswered(world.parts, 24, quietLog);
  await desk.arrive();
  await desk.press({ do: "desk-report", consultation });
  await desk.press({ do: "desk-move", consultation, move: "accept" });
  await desk.press({ do: "desk-move", consultation, move: "undo-accept" });
  for (const action of ["desk-propose", "desk-write"] as const) await desk.press({ do: action, consultation });
  for (const wrong of [{ time1: "soon" }, { time1: "2020-01-01 10:00" }, { timeZone: "here" }, { note: longWords }])
    await desk.press({ do: "desk-propose-send", consultation }, { ...times, ...wrong });
  await desk.press({ do: "desk-write-send", consultation }, { text: "" });
  await desk.press({ do: "desk-write-send", consultation }, { text: "Which bank?" });
  await desk.write("And here is a list.", ["list.pdf"]);
  await desk.write("And a second.", ["list.pdf", "notes.docx"]);
  await desk.write("And one more thing. ".repeat(600));
  await desk.arrive();
  const form = await pressTold(stage, anas, "Reply");
  for (const text of ["", "The one on Main Street."]) await anas.press(form, "Send", { text });
  await desk.press({ do: "desk-propose-send", consultation }, times);
  await desk.arrive();
  const offered = world.told.at(-1)?.reply;
  await desk.press({ do: "desk-propose-send", consultation }, { ...times, time1: "2030-03-02 15:00" });
  await desk.arrive();
  if (offered) await anas.press(offered, /2030/);
  await pressTold(stage, anas, /2030/);
  await desk.arrive();
  await anas.say("consult");
  const shown = await anas.say("consult");
  await anas.press(await anas.press(shown, "Change it"), "Save", everything);
  await desk.arrive();
  await desk.press({ do: "desk-move", consultation, move: "close" });
  for (const action of ["desk-propose", "desk-write"] as const) await desk.press({ do: action, consultation });
  await desk.write("One more thing.");
  await desk.press({ do: "desk-move", consultation, move: "reopen" });
  await anas.press(shown, "Withdraw it");
  await desk.arrive();
};

/** What is said at the desk of people who cannot be reached, of requests that are gone, and to people who are not there. */
export const isOutOfReach: Scene = async (stage) => {
  const { world, talk, keep, visit, advisor } = stage;
  const cleos = talk(cleo);
  const desk = openDesk(stage);
  await cleos.press(await cleos.say("consult"), "Send the request", { ...everything, shareName: "" });
  const consultation = await newest(stage);
  await desk.arrive();
  await desk.press({ do: "desk-write-send", consultation }, { text: "Which bank?" });
  const { store, directory, clock } = world.parts;
  const operator = { ...{ store, directory, clock, unique: uniqueId }, destinations: world.parts.consult.destinations };
  const questionnaire = () => Promise.resolve(world.parts.questionnaire);
  const shown = await cleos.say("consult");
  const reference = /AI-\w{4}-\w{4}/.exec(JSON.stringify(shown))?.[0] ?? "";
  await runOperatorCommand({ ...operator, questionnaire }, { kind: "move-consultation", reference, state: "accepted" });
  await desk.arrive();
  await desk.arrive();
  const press = decodeAction(encodeAction({ action: { do: "desk-write", consultation }, nonce: nonce(uniqueId()) }));
  keep(await advisor.respond({ ...visit(kim), input: { kind: "action", press, values: {} } }));
  await desk.press({ do: "desk-report", consultation });
  await cleos.press(await cleos.say("forget me"), "Take me out");
  await desk.press({ do: "desk-move", consultation, move: "accept" });
  await desk.press({ do: "desk-report", consultation });
  const [team] = await directory.summaries();
  const news = {
    id: uniqueId(),
    at: clock().toISOString(),
    consultation,
    reference,
    type: "consultation.closed",
  } as const;
  for (const destination of desk.destinations) if (team) await destination.deliver(news, team.team);
};

/** An area and a difference that could not be told of just now, and somebody who is too fast. */
export const hasToWait: Scene = async (stage) => {
  const { world, talk, visit, keep } = stage;
  const [anas, bens] = [talk(ana), talk(ben)];
  const question = await anas.press(await answerPartOne(anas, await anas.say("assess")), "Go on to part two");
  Object.assign(world.parts.messenger, { tell: () => Promise.resolve("not-now") });
  await anas.say("assign incidents @Ben", [ben]);
  await anas.press(question, "In place");
  await bens.press(await bens.press(await bens.say("assess"), "Back"), "Not started");
  const counters = createRateCounters();
  const slow = limitPace(createAdvisor(world.parts), { counters, turnsPerMinute: 1 });
  const request: Request = {
    ...{ ...visit(ana), workspace: { platform: "slack", id: "T1" } },
    input: { kind: "words", text: "help", mentions: [] },
  };
  for (let times = 0; times < 2; times += 1) {
    const reply = await takeTurn(
      { advisor: slow, claims: world.store.claims, log: quietLog },
      { deliveries: [], request },
    );
    if (reply) keep(reply);
  }
};
