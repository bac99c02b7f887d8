import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { advisorParts } from "../../src/compose-advisor.js";
import { knowledgeFolder } from "../../src/package-root.js";
import { LiveContent } from "../../src/content/live-content.js";
import { readSettings } from "../../src/config/read-settings.js";
import type { Settings } from "../../src/config/settings.js";
import type { AdvisorParts } from "../../src/core/commands/turn-context.js";
import { createAdvisor } from "../../src/core/advisor.js";
import { decodeAction, encodeAction } from "../../src/core/conversation/action.js";
import type { Action } from "../../src/core/conversation/action.js";
import type { Phrases } from "../../src/core/conversation/phrases.js";
import type { Button, Reply } from "../../src/core/conversation/reply.js";
import type { Person, Place, Request, SharedPlace } from "../../src/core/conversation/request.js";
import { personId } from "../../src/core/ids.js";
import type { PersonId } from "../../src/core/ids.js";
import type { Clock } from "../../src/core/ports/clock.js";
import type { Messenger, Told } from "../../src/core/ports/messenger.js";
import type { FormValues } from "../../src/core/form-values.js";
import { createAskerDestination } from "../../src/delivery/asker.js";
import type { DestinationPort } from "../../src/delivery/destination.js";
import { OutboxWorker } from "../../src/delivery/outbox-worker.js";
import { createNotices } from "../../src/delivery/people.js";
import { drawText } from "../../src/doors/terminal/text.js";
import { takeTurn } from "../../src/doors/turn.js";
import { createLog } from "../../src/log.js";
import { sendReminders } from "../../src/reminders/send-reminders.js";
import { openFileStore } from "../../src/stores/files/open-file-store.js";
import type { OpenStore } from "../../src/stores/open-store.js";

export const quietLog = createLog("silent");

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "iso42001-test-"));

export function settingsOf(environment: Record<string, string> = {}): Settings {
  // Tests press faster than people do.
  const read = readSettings({ TURNS_PER_MINUTE: "1000000", ...environment });
  if (read.kind === "wrong") throw new TypeError(read.problems.map((problem) => problem.sentence).join(" "));
  return read.settings;
}

let made = 0;
export const uniqueId = (): string => `t${String((made += 1))}-${String(process.pid)}`;

export const openStore = (dataDir: string, mode: "read" | "write" = "write"): Promise<OpenStore> =>
  openFileStore({ dataDir, clock: () => new Date(), unique: uniqueId, log: quietLog, mode });

export const person = (name: string, more: Partial<Person> = {}): Person => ({
  id: personId(`playground:${name.toLowerCase()}`),
  name,
  standing: "member",
  isAdmin: false,
  ...more,
});

/** One person's conversation with the real advisor on a real store. */
export interface Talk {
  say(text: string, mentions?: readonly Person[]): Promise<Reply>;
  /** Presses the button with this label on a reply. */
  press(reply: Reply, label: string | RegExp, values?: FormValues): Promise<Reply>;
  act(reply: Reply, action: Action, values?: FormValues): Promise<Reply>;
}

export interface World {
  readonly dataDir: string;
  readonly store: OpenStore;
  /** @param aloneIn where others are who do not see the replies */
  talk(who: Person, place?: Place, aloneIn?: SharedPlace): Talk;
  /** What people were told without having asked, in order; only those in `reachable` can be. */
  readonly told: { readonly person: PersonId; readonly reply: Reply }[];
  /** What its advisor works with. */
  readonly parts: AdvisorParts;
  /** One round of reminders as it would run at that time. */
  remind(now: Date): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(
  options: {
    dataDir?: string;
    environment?: Record<string, string>;
    reachable?: readonly Person[];
    /** What the platform says to the next messages, in place of taking them. */
    outcomes?: Told[];
    /** Gets the key of every sentence the advisor says. */
    keysSaid?: Set<string>;
    clock?: Clock;
  } = {},
): Promise<World> {
  const dataDir = options.dataDir ?? (await temporaryFolder());
  const store = await openStore(dataDir);
  const live = await LiveContent.open(knowledgeFolder(), quietLog);
  const told: { person: PersonId; reply: Reply }[] = [];
  const messenger: Messenger = {
    tell: (to, reply) => {
      const outcome = options.outcomes?.shift();
      if (outcome && outcome !== "told") return Promise.resolve(outcome);
      if (!options.reachable?.some(({ id }) => id === to.person)) return Promise.resolve("unreachable");
      told.push({ person: to.person, reply });
      return Promise.resolve("told");
    },
  };
  const composed = await advisorParts(settingsOf(options.environment), store, live, { messenger });
  const { keysSaid, clock } = options;
  if (keysSaid) Object.assign(composed, { words: noting(composed.words, keysSaid) });
  const parts = clock ? at(composed, clock) : composed;
  const advisor = createAdvisor(parts);
  const talk: World["talk"] = (who, place = { kind: "personal", conversation: who.id }, aloneIn) => {
    const turn = async (input: Request["input"]): Promise<Reply> => {
      const request: Request = {
        ...{ workspace: { platform: "playground", id: "w1" }, person: who, place, input },
        ...(aloneIn === undefined ? {} : { aloneIn }),
      };
      const reply = await takeTurn({ advisor, claims: store.claims, log: quietLog }, { deliveries: [], request });
      if (!reply) throw new TypeError("the turn was taken for a repeat");
      return reply;
    };
    // As a door does: through the text a button carries.
    const act: Talk["act"] = (reply, action, values = {}) =>
      turn({ kind: "action", press: decodeAction(encodeAction({ action, nonce: reply.nonce })), values });
    return {
      say: (text, mentions = []) => turn({ kind: "words", text, mentions }),
      act,
      press: (reply, label, values) => act(reply, buttonOf(reply, label).action, values),
    };
  };
  const remind = async (now: Date): Promise<void> => {
    const then = at(parts, () => now);
    await sendReminders(then, quietLog);
    await workOffOutbox(then);
  };
  return { dataDir, store, talk, told, parts, remind, close: () => store.close() };
}

/** One round of the outbox as it would run at that time. */
export async function workOffOutbox(parts: AdvisorParts, consultants: readonly DestinationPort[] = []): Promise<void> {
  const { store, directory, clock } = parts;
  const notices = createNotices(parts);
  const worker = new OutboxWorker({
    ...{ store, directory, clock, notices, destinations: [...consultants, createAskerDestination(parts)] },
    ...{ unique: uniqueId, log: quietLog, random: () => 0.5 },
  });
  worker.wake();
  await worker.settle();
}

/** A copy by property, so that the content stays the live one. */
const at = (parts: AdvisorParts, clock: Clock): AdvisorParts =>
  Object.create(parts, { clock: { value: clock } }) as AdvisorParts;

const noting = <Key extends string>(words: Phrases<Key>, keys: Set<string>): Phrases<Key> => ({
  say: (key, values) => {
    keys.add(key);
    return words.say(key, values);
  },
  plain: (key, values) => {
    keys.add(key);
    return words.plain(key, values);
  },
});

export function buttonOf(reply: Reply, label: string | RegExp): Button {
  const buttons = reply.blocks.flatMap((block) =>
    block.kind === "buttons" ? block.buttons : block.kind === "form" ? [block.submit] : [],
  );
  const found = buttons.find((button) =>
    typeof label === "string" ? button.label === label : label.test(button.label),
  );
  if (!found)
    throw new TypeError(`no button ${String(label)} among: ${buttons.map((button) => button.label).join(" | ")}`);
  return found;
}

export const textOf = (reply: Reply): string => drawText(reply);

/** Labels that answer part one so that customers require the certificate. */
export const partOne = [
  "An RFP or contract requires it",
  "AI is one feature among others",
  ["provide"],
  "No, our customers are not regulated",
  ["soc-2"],
  "No",
  "11 to 50",
  "3 to 5",
  "No date, and none in sight",
] as const;

/** Answers part one; resolves to the reply with the verdict. */
export async function answerPartOne(talk: Talk, first: Reply): Promise<Reply> {
  let reply = first;
  for (const answer of partOne) {
    reply =
      typeof answer === "string"
        ? await talk.press(reply, answer)
        : await talk.press(reply, "Save", { choices: [...answer] });
  }
  return reply;
}

export const consultationForm = {
  topic: "Customer asks for ISO 42001",
  situation: "A bank wants the certificate by June.",
  name: "Ana",
  email: "ana@example.com",
  times: "Tuesday afternoon",
  timeZone: "Europe/Berlin",
  shareSummary: "",
} as const;
