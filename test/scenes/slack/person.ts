import type { SlackStandin } from "../../standins/slack-api.js";
import type { SubmitAnswer } from "../../standins/slack-world/views.js";
import type { SlackWorld } from "../../standins/slack-world/world.js";
import { directMessagesOf } from "../../standins/slack-world/workspace.js";
import type { Channel, SlackWorkspace } from "../../standins/slack-world/workspace.js";
import { stateOf } from "./form-state.js";
import { buttonsOf, screenOf, wordsOf } from "./screen.js";
import type { Shown } from "./screen.js";
import type { Transport } from "./transport.js";

/** What all people of a workspace share. */
export interface Workspace {
  readonly team: string;
  readonly token: string;
  readonly botUser: string;
  readonly botId: string;
  readonly slack: SlackStandin;
  readonly world: SlackWorld;
  readonly state: SlackWorkspace;
  readonly transport: Transport;
  /** A channel that the app is in, one that it is not in, and a conversation of two people. */
  readonly general: Channel;
  readonly random: Channel;
  readonly pair: Channel;
}

/** What somebody is told whose answer may have been lost, or whose file was not sent: they ask again. */
export const lostWords = "The connection to Slack broke while I answered";
const isToAskAgain = (shown: Shown): boolean =>
  wordsOf(shown).includes(lostWords) || wordsOf(shown).includes("I could not send you the file");

const waitsMs = 15_000;
let made = 0;
const next = (): string => String((made += 1));

/** What was typed into a field; nothing typed leaves it as it is, an empty text clears it. */
const filled = (typed: string | undefined): readonly string[] | undefined =>
  typed === undefined ? undefined : typed === "" ? [] : [typed];

const placeOf = (shown: Shown): string => (shown.kind === "message" ? shown.message.ts : shown.view.id);

type MessageShown = Extract<Shown, { kind: "message" }>;

/** Somebody in Slack: acts on what is on their screen, and waits for what comes. */
export class Person {
  readonly #at: Workspace;
  #since = 0;
  #last: Shown | undefined;
  /** What they did last, for when the answer was lost on the way and they are asked to ask again. */
  #repeat: () => Promise<void> = () => Promise.resolve();

  constructor(
    at: Workspace,
    readonly user: string,
  ) {
    this.#at = at;
    at.state.people.add(user);
  }

  get directMessages(): string {
    return directMessagesOf(this.user);
  }

  /** Writes to the app in direct messages, or in a thread of them; resolves to the message's number. */
  async says(text: string, thread?: string): Promise<string> {
    this.#repeat = async () => {
      await this.says(text, thread);
    };
    return this.#writes({ type: "message", channel: this.directMessages, channel_type: "im", text }, thread);
  }

  /** Writes in a channel; what a mention of the app arrives as, it arrives as twice. */
  async writes(
    text: string,
    { thread, mentions = false }: { thread?: string; mentions?: boolean } = {},
  ): Promise<string> {
    this.#repeat = async () => {
      await this.writes(text, { mentions, ...(thread === undefined ? {} : { thread }) });
    };
    const channel = this.#at.general.id;
    const said = mentions ? `<@${this.#at.botUser}> ${text}` : text;
    const ts = this.#number();
    await this.#writes({ type: "message", channel, channel_type: "channel", text: said }, thread, ts);
    if (mentions)
      await this.#event({
        ...{ type: "app_mention", channel, text: said, ts },
        ...(thread === undefined ? {} : { thread_ts: thread }),
      });
    return ts;
  }

  /** The slash command, in the general channel if nowhere else. */
  async types(text: string, { in: place = this.#at.general }: { in?: Channel } = {}): Promise<void> {
    this.#acts();
    this.#repeat = () => this.types(text, { in: place });
    await this.#at.transport.command({
      ...{ command: "/iso42001", text, user_id: this.user, channel_id: place.id, channel_name: place.name },
      ...{ team_id: this.#at.team, api_app_id: "A1", trigger_id: this.#trigger() },
      response_url: this.#responseUrl({ user: this.user, channel: place.id, thread: undefined }),
    });
  }

  /** A shortcut: from anywhere, or on what somebody wrote in the general channel. */
  async picks(
    callback: string,
    on?: { readonly ts: string; readonly text: string; readonly by: Person },
  ): Promise<void> {
    this.#acts();
    this.#repeat = () => this.picks(callback, on);
    const picked = { ...this.#who(), callback_id: callback, trigger_id: this.#trigger(), action_ts: next() };
    const { id: channel, name } = this.#at.general;
    await this.#at.transport.interaction(
      on === undefined
        ? { type: "shortcut", ...picked }
        : {
            ...{ type: "message_action", ...picked, channel: { id: channel, name }, message_ts: on.ts },
            message: { type: "message", user: on.by.user, ts: on.ts, text: on.text, team: this.#at.team },
            response_url: this.#responseUrl({ user: this.user, channel, thread: undefined }),
          },
    );
  }

  async opens(tab: "home" | "messages"): Promise<void> {
    await this.#event({ type: "app_home_opened", channel: this.directMessages, tab });
  }

  async uninstalls(): Promise<void> {
    this.#at.world.remove(this.#at.state);
    await this.#event({ type: "app_uninstalled" });
  }

  /** Waits for something on the screen that came since the last action; it is what is pressed next. */
  async sees(words: string | RegExp, withinMs = waitsMs): Promise<Shown> {
    const says = (shown: Shown): boolean =>
      typeof words === "string" ? wordsOf(shown).includes(words) : words.test(wordsOf(shown));
    for (const until = Date.now() + withinMs; Date.now() < until;) {
      const found = this.#new().findLast(says);
      if (found) return (this.#last = found);
      if (this.#new().some(isToAskAgain)) await this.#repeat();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const seen = this.#new().map((shown) => `${shown.kind}: ${wordsOf(shown).slice(0, 300)}`);
    throw new TypeError(`${this.user} did not see ${String(words)} but:\n${seen.join("\n")}`);
  }

  /** What stands on the screen and says so, old or new. */
  stillSees(words: string): readonly Shown[] {
    return screenOf(this.#at.state, this.user).filter((shown) => wordsOf(shown).includes(words));
  }

  /** Waits for a file in the direct messages with the app. */
  async receives(name: RegExp): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    for (const until = Date.now() + waitsMs; Date.now() < until;) {
      const found = [...this.#at.state.files].find(
        ([, file]) => file.isComplete && file.channel === this.directMessages && name.test(file.name),
      );
      const bytes = found && this.#at.slack.uploads.get(found[0]);
      if (bytes) return { name: found[1].name, bytes };
      if (this.#new().some(isToAskAgain)) await this.#repeat();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new TypeError(`${this.user} got no file ${String(name)}`);
  }

  /** Presses a button on what was seen last, with boxes of the same message ticked; perhaps twice, as the impatient do. */
  async presses(label: string, ticked?: readonly string[], { times = 1 } = {}): Promise<void> {
    const shown = this.#onScreen();
    const button = buttonsOf(shown).find(({ text }) => text?.text === label);
    if (!button) throw new TypeError(`no button ${label} in ${wordsOf(shown)}`);
    const press = (): Promise<unknown> => {
      this.#acts();
      return this.#at.transport.interaction({
        ...{ type: "block_actions", trigger_id: this.#trigger() },
        ...this.#who(),
        ...(shown.kind === "message"
          ? { ...this.#pressedOn(shown), state: { values: stateOf(shown, () => ticked) } }
          : this.#pressedIn(shown)),
        actions: [{ type: "button", action_id: button.action_id, value: button.value, action_ts: next() }],
      });
    };
    this.#repeat = async () => {
      await press();
    };
    await Promise.all(Array.from({ length: times }, press));
  }

  /** Fills in the dialog seen last and sends it; resolves to what the app found wrong, by field. */
  async submits(typed: Readonly<Record<string, string>>): Promise<SubmitAnswer["errors"]> {
    const shown = this.#onScreen();
    if (shown.kind !== "dialog") throw new TypeError(`${this.user} sees no dialog`);
    const { view } = shown;
    this.#acts();
    const answer = (await this.#at.transport.interaction({
      ...{ type: "view_submission", ...this.#who() },
      view: {
        ...(view.call.body["view"] as Record<string, unknown>),
        ...{ id: view.id, hash: view.hash, state: { values: stateOf(shown, (field) => filled(typed[field])) } },
      },
    })) as SubmitAnswer | undefined;
    this.#at.state.views.take(view, answer);
    return answer?.errors;
  }

  /** The dialog that a command or a button opens; when Slack no longer let it open, by the button that takes its place. */
  async opensForm(field: string): Promise<void> {
    const shown = await this.sees(new RegExp(`"block_id":"${field}"|Open the form`));
    if (shown.kind === "dialog") return;
    await this.presses("Open the form");
    await this.opensForm(field);
  }

  #new(): readonly Shown[] {
    return screenOf(this.#at.state, this.user).filter(({ at }) => at > this.#since);
  }

  /** What was seen last, as it stands there now. */
  #onScreen(): Shown {
    const last = this.#last;
    const now = screenOf(this.#at.state, this.user).find(
      (shown) => last !== undefined && placeOf(shown) === placeOf(last),
    );
    if (!now) throw new TypeError(`${this.user} does not see that any more`);
    return now;
  }

  #acts(): void {
    this.#since = this.#at.world.counted;
  }

  #who(): Record<string, unknown> {
    const { team } = this.#at;
    return { user: { id: this.user, team_id: team }, team: { id: team }, api_app_id: "A1" };
  }

  #pressedOn({ message, isAlone, call }: MessageShown): Record<string, unknown> {
    const { channel, thread, ts } = message;
    const threaded = thread === undefined ? {} : { thread_ts: thread };
    const { botUser, botId, team } = this.#at;
    return {
      channel: { id: channel },
      container: { ...{ type: "message", message_ts: ts, channel_id: channel, is_ephemeral: isAlone }, ...threaded },
      // Slack tells nothing of a message that only one person sees.
      ...(isAlone
        ? {}
        : {
            message: {
              ...{ type: "message", user: botUser, bot_id: botId, team, ts, ...threaded },
              ...{ text: call.body["text"], blocks: call.body["blocks"] },
            },
          }),
      response_url: this.#responseUrl({ user: this.user, channel, thread, message }),
    };
  }

  #pressedIn(shown: Exclude<Shown, MessageShown>): Record<string, unknown> {
    const { id, hash, call } = shown.view;
    return {
      container: { type: "view", view_id: id },
      view: {
        ...(call.body["view"] as Record<string, unknown>),
        ...{ id, hash, state: { values: stateOf(shown, () => undefined) } },
      },
    };
  }

  #number(): string {
    return `${String(100 + Number(next()))}.1`;
  }

  async #writes(event: Record<string, unknown>, thread: string | undefined, ts = this.#number()): Promise<string> {
    await this.#event({ ...event, ts, ...(thread === undefined ? {} : { thread_ts: thread }) });
    return ts;
  }

  async #event(event: Record<string, unknown>): Promise<void> {
    this.#acts();
    await this.#at.transport.event({
      ...{ type: "event_callback", event_id: `Ev${this.#at.team}${next()}`, team_id: this.#at.team, api_app_id: "A1" },
      event_time: Math.floor(Date.now() / 1000),
      event: { user: this.user, ...event },
    });
  }

  #trigger(): string {
    const id = `trigger-${this.#at.team}-${next()}`;
    this.#at.state.addresses.addTrigger(id, this.user);
    return id;
  }

  #responseUrl(origin: Parameters<SlackWorkspace["addresses"]["addAddress"]>[1]): string {
    const id = `${this.#at.team}-${this.user}-${next()}`;
    this.#at.state.addresses.addAddress(id, origin);
    return this.#at.slack.responseUrl(id);
  }
}
