import { Screen, buttonsOf, fieldsOf, wordsOf } from "./screen.js";
import type { Address, Element, Shown } from "./screen.js";
import type { Transport } from "./transport.js";
import type { SlackStandin } from "../../standins/slack-api.js";

/** What all people of a workspace share. */
export interface Workspace {
  readonly team: string;
  readonly token: string;
  readonly botUser: string;
  readonly slack: SlackStandin;
  readonly transport: Transport;
  readonly addresses: Map<string, Address>;
  readonly triggers: Map<string, string>;
}

export const general = "C1";
/** What a field holds, as Slack sends it for a field of its kind. */
function stateOf({ type }: Element, ...values: readonly (string | undefined)[]): Record<string, unknown> {
  const given = values.flatMap((value) => (value === undefined ? [] : [{ value }]));
  if (type === "checkboxes" || type === "multi_static_select") return { type, selected_options: given };
  if (type === "radio_buttons" || type === "static_select") return { type, selected_option: given[0] ?? null };
  if (type === "datepicker") return { type, selected_date: values[0] ?? null };
  return { type, value: values[0] ?? null };
}

const waitsMs = 15_000;
let made = 0;
const next = (): string => String((made += 1));

/** Somebody in Slack: acts on what is on their screen, and waits for what comes. */
export class Person {
  readonly #at: Workspace;
  readonly #screen: Screen;
  #since = 0;
  #last: Shown | undefined;

  constructor(
    at: Workspace,
    readonly user: string,
  ) {
    this.#at = at;
    this.#screen = new Screen(at.slack.calls, user, at.token, at.addresses, at.triggers);
  }

  get directMessages(): string {
    return `D-${this.user}`;
  }

  /** Writes to the app in direct messages, or in a thread of them; resolves to the message's number. */
  async says(text: string, thread?: string): Promise<string> {
    return this.#writes({ type: "message", channel: this.directMessages, channel_type: "im", text }, thread);
  }

  /** Writes in a channel; what a mention of the app arrives as, it arrives as twice. */
  async writes(
    text: string,
    { thread, mentions = false }: { thread?: string; mentions?: boolean } = {},
  ): Promise<string> {
    const said = mentions ? `<@${this.#at.botUser}> ${text}` : text;
    const ts = this.#number();
    await this.#writes({ type: "message", channel: general, channel_type: "channel", text: said }, thread, ts);
    if (mentions) await this.#event({ type: "app_mention", channel: general, text: said, ts, thread_ts: thread });
    return ts;
  }

  async types(text: string): Promise<void> {
    this.#acts();
    const { trigger, response } = this.#address({ channel: general, thread: undefined });
    await this.#at.transport.command({
      ...{ command: "/iso42001", text, user_id: this.user, channel_id: general, team_id: this.#at.team },
      ...{ trigger_id: trigger, response_url: this.#at.slack.responseUrl(response), api_app_id: "A1" },
    });
  }

  async opens(tab: "home" | "messages"): Promise<void> {
    await this.#event({ type: "app_home_opened", channel: this.directMessages, tab });
  }

  async uninstalls(): Promise<void> {
    await this.#event({ type: "app_uninstalled" });
  }

  /** Waits for something on the screen that came since the last action; it is what is pressed next. */
  async sees(words: string | RegExp): Promise<Shown> {
    const says = (shown: Shown): boolean =>
      typeof words === "string" ? wordsOf(shown).includes(words) : words.test(wordsOf(shown));
    for (const until = Date.now() + waitsMs; Date.now() < until;) {
      const found = this.#screen.since(this.#since).findLast(says);
      if (found) return (this.#last = found);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const seen = this.#screen.since(this.#since).map((shown) => `${shown.kind}: ${wordsOf(shown).slice(0, 300)}`);
    throw new TypeError(`${this.user} did not see ${String(words)} but:\n${seen.join("\n")}`);
  }

  /** Everything seen since the last action, for what must not be there. */
  seen(): string {
    return this.#screen.since(this.#since).map(wordsOf).join("\n");
  }

  /** Presses a button on what was seen last, with boxes of the same message ticked. */
  async presses(label: string, ticked: readonly string[] = []): Promise<void> {
    const shown = this.#onScreen();
    const button = buttonsOf(shown).find(({ text }) => text?.text === label);
    if (!button) throw new TypeError(`no button ${label} in ${wordsOf(shown)}`);
    this.#acts();
    const { trigger, response } = this.#address(shown);
    const values = Object.fromEntries(
      fieldsOf(shown).map(({ id, element }) => [
        id,
        {
          value: stateOf(element, ...ticked),
        },
      ]),
    );
    const isMessage = shown.kind === "message";
    await this.#at.transport.interaction({
      ...{ type: "block_actions", trigger_id: trigger, api_app_id: "A1", team: { id: this.#at.team } },
      user: { id: this.user, team_id: this.#at.team },
      ...(isMessage
        ? {
            channel: { id: shown.channel },
            container: { type: "message", is_ephemeral: shown.isAlone, message_ts: "1.1", thread_ts: shown.thread },
            message: { ts: "1.1", ...(shown.thread === undefined ? {} : { thread_ts: shown.thread }) },
            response_url: this.#at.slack.responseUrl(response),
            state: { values },
          }
        : {
            container: { type: "view", view_id: shown.view ?? "V1" },
            view: {
              ...{ id: shown.view ?? "V1", hash: "h", state: { values: {} } },
              type: shown.kind === "home" ? "home" : "modal",
            },
          }),
      actions: [{ type: "button", action_id: button.action_id, value: button.value, action_ts: next() }],
    });
  }

  /** Fills in the dialog seen last and sends it; resolves to the app's answer: faults by field, or the next view. */
  async submits(typed: Readonly<Record<string, string>>): Promise<{ faults?: Record<string, string>; says: string }> {
    const shown = this.#onScreen();
    const view = shown.call.body["view"] as Record<string, unknown>;
    this.#acts();
    const answer = (await this.#at.transport.interaction({
      ...{ type: "view_submission", api_app_id: "A1", team: { id: this.#at.team } },
      user: { id: this.user, team_id: this.#at.team },
      view: {
        ...view,
        ...{ id: shown.view ?? "V1", hash: "h" },
        state: {
          values: Object.fromEntries(
            fieldsOf(shown).map(({ id, element }) => [id, { value: stateOf(element, typed[id]) }]),
          ),
        },
      },
    })) as { errors?: Record<string, string> } | undefined;
    return { ...(answer?.errors ? { faults: answer.errors } : {}), says: JSON.stringify(answer ?? "") };
  }

  /** The dialog that a command or a button opens; when Slack no longer let it open, by the button that takes its place. */
  async opensForm(field: string): Promise<void> {
    const shown = await this.sees(new RegExp(`"block_id":"${field}"|Open the form`));
    if (shown.kind === "dialog") return;
    await this.presses("Open the form");
    await this.opensForm(field);
  }

  #onScreen(): Shown {
    if (!this.#last) throw new TypeError(`${this.user} has seen nothing yet`);
    return this.#last;
  }

  #acts(): void {
    this.#since = this.#at.slack.calls.length;
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
    const payload = {
      ...{ type: "event_callback", event_id: `Ev${this.#at.team}${next()}`, team_id: this.#at.team, api_app_id: "A1" },
      event_time: Math.floor(Date.now() / 1000),
      event: { user: this.user, ...event },
    };
    await this.#at.transport.event(payload);
    // Slack may deliver twice whatever was acknowledged; the second time says nothing new.
    await this.#at.transport.event(payload);
  }

  #address({ channel, thread }: Pick<Shown, "channel" | "thread">): { trigger: string; response: string } {
    const id = `${this.#at.team}-${this.user}-${next()}`;
    this.#at.addresses.set(id, { user: this.user, channel, thread });
    this.#at.triggers.set(id, this.user);
    return { trigger: id, response: id };
  }
}
