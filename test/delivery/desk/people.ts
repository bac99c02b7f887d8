import { consultationForm } from "../../builders/world.js";
import { eventually } from "../../doors/slack/slack-client.js";
import { msteamsChannel, slackChannel, tenant } from "./desk-program.js";
import type { DeskProgram, Platform } from "./desk-program.js";

type Json = Record<string, unknown>;

/** A message of ours as somebody sees it: its words, and what its buttons carry. */
export interface Seen {
  readonly id: string;
  readonly thread: string | undefined;
  readonly text: string;
  readonly buttons: ReadonlyMap<string, string>;
}

/** Somebody at one platform: the one who asks, in their own chat, or a consultant, in the channel. */
export interface Someone {
  /** Messages of ours they see, in order, as they were posted. */
  sees(): readonly Seen[];
  /** The nth that says this, once it is there. */
  waitFor(words: string | RegExp, nth?: number): Promise<Seen>;
  /** The newest words of a message that was changed in place. */
  cardNow(id: string): string;
  /** Resolves to what the press is answered with. */
  press(seen: Seen, button: string, values?: Readonly<Record<string, string>>): Promise<string>;
  /** Writes under a message; `said` is the platform's id of it, the same when it is delivered again. */
  write(
    under: Seen,
    text: string,
    more?: { readonly said?: string; readonly files?: readonly string[] },
  ): Promise<void>;
}

export interface Asker extends Someone {
  ask(): Promise<void>;
  withdraw(): Promise<void>;
}

const buttonsIn = (value: unknown): Map<string, string> => {
  const found = new Map<string, string>();
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { type, text, value: carried, title, data } = node as Json;
    if (type === "button" && typeof carried === "string") found.set(String((text as Json)["text"]), carried);
    if (type === "Action.Execute" && typeof title === "string") found.set(title, JSON.stringify(data));
    for (const child of Object.values(node)) walk(child);
  };
  walk(value);
  return found;
};

let made = 0;
const next = (): string => String((made += 1));

abstract class Watching {
  abstract sees(): readonly Seen[];
  async waitFor(words: string | RegExp, nth = 0): Promise<Seen> {
    const isMeant = ({ text }: Seen): boolean => (typeof words === "string" ? text.includes(words) : words.test(text));
    return eventually(() => this.sees().filter(isMeant)[nth], `${String(words)} #${String(nth)}`);
  }
}

class InSlack extends Watching implements Asker {
  constructor(
    readonly program: DeskProgram,
    readonly user: string,
    readonly channel: string,
  ) {
    super();
  }

  async ask(): Promise<void> {
    const { slack, client } = this.program;
    const before = slack.of("views.open").length;
    await client.command("consult", this.user);
    const opened = await eventually(() => slack.of("views.open")[before], "the form");
    const view = opened.body["view"] as { private_metadata: string; callback_id: string };
    await client.submit(view, asState({ ...consultationForm }), this.user);
  }

  async withdraw(): Promise<void> {
    const { slack, client } = this.program;
    const before = slack.of("response/command").length;
    await client.command("consult", this.user);
    const shown = await eventually(() => slack.of("response/command")[before], "the state");
    await client.press(buttonsIn(shown.body).get("Withdraw it") ?? "", { user: this.user });
  }

  sees(): readonly Seen[] {
    const { calls } = this.program.slack;
    return calls.flatMap(({ method, body }, index): readonly Seen[] =>
      method === "chat.postMessage" && body["channel"] === this.channel
        ? [
            {
              id: `1.${String(index + 1)}`,
              thread: body["thread_ts"] as string | undefined,
              text: JSON.stringify(body["blocks"]),
              buttons: buttonsIn(body["blocks"]),
            },
          ]
        : [],
    );
  }

  cardNow(id: string): string {
    const updates = this.program.slack.of("chat.update").filter(({ body }) => body["ts"] === id);
    const posted = this.sees().find((seen) => seen.id === id)?.text ?? "";
    return JSON.stringify(updates.at(-1)?.body["blocks"] ?? posted);
  }

  async press(seen: Seen, button: string, values?: Readonly<Record<string, string>>): Promise<string> {
    const { slack, client } = this.program;
    const name = `press-${next()}`;
    const before = slack.of("views.open").length;
    const carried = seen.buttons.get(button) ?? this.#latest(seen.id, button);
    await client.press(carried, { user: this.user, channel: this.channel, isEphemeral: false, responseName: name });
    if (values) {
      const opened = await eventually(() => slack.of("views.open")[before], "the form");
      const view = opened.body["view"] as { private_metadata: string; callback_id: string };
      return (await client.submit(view, asState(values), this.user)).text();
    }
    const answered = await eventually(() => slack.of(`response/${name}`)[0], "the answer");
    return JSON.stringify(answered.body);
  }

  async write(
    under: Seen,
    text: string,
    { said = `9.${next()}`, files = [] }: { said?: string; files?: readonly string[] } = {},
  ): Promise<void> {
    await this.program.client.event({
      ...{ type: "message", channel: this.channel, user: this.user, text, ts: said },
      channel_type: this.channel.startsWith("D") ? "im" : "channel",
      thread_ts: under.thread ?? under.id,
      ...(files.length > 0 ? { subtype: "file_share", files: files.map((name) => ({ name })) } : {}),
    });
  }

  #latest(id: string, button: string): string {
    const updates = this.program.slack.of("chat.update").filter(({ body }) => body["ts"] === id);
    return buttonsIn(updates.at(-1)?.body["blocks"]).get(button) ?? "";
  }
}

const asState = (values: Readonly<Record<string, string>>): Record<string, Json> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { type: "plain_text_input", value }]));

class InMsteams extends Watching implements Asker {
  constructor(
    readonly program: DeskProgram,
    readonly user: string,
    readonly place: "personal" | "channel",
  ) {
    super();
  }

  async ask(): Promise<void> {
    await this.program.activity({ ...this.#from(), type: "message", text: "consult" });
    const form = await this.waitFor("What is going on?");
    await this.press(form, "Send the request", { ...consultationForm });
  }

  async withdraw(): Promise<void> {
    await this.program.activity({ ...this.#from(), type: "message", text: "consult" });
    await this.press(
      await eventually(() => this.sees().findLast(({ buttons }) => buttons.has("Withdraw it"))),
      "Withdraw it",
    );
  }

  sees(): readonly Seen[] {
    return this.program.connector.calls.flatMap(({ method, path, body }, index): readonly Seen[] => {
      const conversation = decodeURIComponent(/\/conversations\/([^/]+)\/activities/.exec(path)?.[1] ?? "");
      const [channel, thread] = conversation.split(";messageid=");
      return method === "POST" && body["type"] === "message" && channel === this.#channel()
        ? [{ id: `sent-${String(index + 1)}`, thread, text: JSON.stringify(body), buttons: buttonsIn(body) }]
        : [];
    });
  }

  cardNow(id: string): string {
    const changed = this.#updates(id).at(-1)?.body;
    return JSON.stringify(changed ?? this.sees().find((seen) => seen.id === id)?.text ?? "");
  }

  async press(seen: Seen, button: string, values?: Readonly<Record<string, string>>): Promise<string> {
    const carried = seen.buttons.get(button) ?? buttonsIn(this.#updates(seen.id).at(-1)?.body).get(button) ?? "{}";
    const answer = await this.#execute(seen, carried, this.place === "personal" ? (values ?? {}) : {});
    const opened = buttonsIn(answer).get("Send");
    if (values === undefined) return JSON.stringify(answer);
    if (opened !== undefined) return JSON.stringify(await this.#execute(seen, opened, values));
    // A form of its own below, or one that stood there already.
    const form = this.sees().find(
      ({ id, buttons }) => Number(id.slice(5)) > Number(seen.id.slice(5)) && buttons.has("Send"),
    );
    return form
      ? JSON.stringify(await this.#execute(form, form.buttons.get("Send") ?? "{}", values))
      : JSON.stringify(answer);
  }

  async write(
    under: Seen,
    text: string,
    { said, files = [] }: { said?: string; files?: readonly string[] } = {},
  ): Promise<void> {
    await this.program.activity({
      ...this.#from(under.thread ?? under.id),
      ...{ type: "message", text: `<at>Advisor</at> ${text}` },
      ...(said === undefined ? {} : { id: said }),
      entities: [{ type: "mention", text: "<at>Advisor</at>", mentioned: { id: "28:bot", name: "Advisor" } }],
      attachments: files.map((name) => ({ contentType: "reference", name })),
    });
  }

  #execute(seen: Seen, carried: string, values: Readonly<Record<string, string>>): Promise<Json> {
    return this.program.activity({
      ...this.#from(seen.thread ?? seen.id),
      ...{ type: "invoke", name: "adaptiveCard/action", replyToId: seen.id },
      value: {
        action: { type: "Action.Execute", verb: "press", data: { ...(JSON.parse(carried) as Json), ...values } },
      },
    });
  }

  #updates(id: string) {
    return this.program.connector.calls.filter(({ method, path }) => method === "PUT" && path.endsWith(`/${id}`));
  }

  #channel(): string {
    return this.place === "personal" ? `a:${this.user}` : msteamsChannel;
  }

  #from(thread?: string): Json {
    const isPersonal = this.place === "personal";
    const conversation = isPersonal
      ? { id: this.#channel(), conversationType: "personal", tenantId: tenant }
      : {
          id: thread === undefined ? msteamsChannel : `${msteamsChannel};messageid=${thread}`,
          ...{ conversationType: "channel", isGroup: true, tenantId: tenant },
        };
    return {
      from: { id: this.user, name: this.user.slice(3), aadObjectId: `aad-${this.user}`, tenantId: tenant },
      conversation,
      channelData: { tenant: { id: tenant }, ...(isPersonal ? {} : { team: { id: "19:team@thread.tacv2" } }) },
    };
  }

  /** The app is added to the team the channel is in. */
  async install(): Promise<void> {
    await this.program.activity({ ...this.#from(), type: "installationUpdate", action: "add" });
  }
}

export const askerOn = (platform: Platform, program: DeskProgram): Asker =>
  platform === "slack" ? new InSlack(program, "UANA", "D-UANA") : new InMsteams(program, "29:Ana", "personal");

/** With Teams, the app is in the consultants' team already. */
export async function consultantOn(platform: Platform, program: DeskProgram, name = "Kim"): Promise<Someone> {
  if (platform === "slack") return new InSlack(program, `U${name.toUpperCase()}`, slackChannel);
  const consultant = new InMsteams(program, `29:${name}`, "channel");
  await consultant.install();
  return consultant;
}
