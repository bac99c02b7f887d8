import { createHmac } from "node:crypto";

export const signingSecret = "test-signing-secret";

/** Sends as Slack does: signed, form-encoded or JSON. */
let made = 0;

export class SlackClient {
  constructor(
    readonly url: string,
    readonly team: string,
    readonly responseUrl: (name: string) => string,
  ) {}

  async post(
    body: string,
    type: string,
    more: { at?: number; secret?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const at = String(more.at ?? Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac("sha256", more.secret ?? signingSecret)
      .update(`v0:${at}:${body}`)
      .digest("hex")}`;
    return fetch(`${this.url}/slack/events`, {
      method: "POST",
      body,
      headers: {
        "content-type": type,
        "x-slack-signature": signature,
        "x-slack-request-timestamp": at,
        ...more.headers,
      },
    });
  }

  event(event: Record<string, unknown>, id = `Ev${this.#next()}`): Promise<Response> {
    return this.post(
      JSON.stringify({ type: "event_callback", event_id: id, team_id: this.team, api_app_id: "A1", event }),
      "application/json",
    );
  }

  command(text: string, user = "UANA", channel = "C1", trigger = `trigger-${this.#next()}`): Promise<Response> {
    const fields = {
      command: "/iso42001",
      text,
      user_id: user,
      channel_id: channel,
      team_id: this.team,
      trigger_id: trigger,
      response_url: this.responseUrl("command"),
      api_app_id: "A1",
    };
    return this.post(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");
  }

  press(
    value: string,
    options: {
      user?: string;
      trigger?: string;
      state?: unknown;
      channel?: string;
      responseName?: string;
      /** The pressed button's, as it was drawn. */
      actionId?: string;
      isEphemeral?: boolean;
      thread?: string;
    } = {},
  ): Promise<Response> {
    const trigger = options.trigger ?? `trigger-${this.#next()}`;
    return this.interact({
      type: "block_actions",
      trigger_id: trigger,
      user: { id: options.user ?? "UANA", team_id: this.team },
      team: { id: this.team },
      channel: { id: options.channel ?? "C1" },
      container: {
        ...{ type: "message", is_ephemeral: options.isEphemeral ?? true, message_ts: "1.1" },
        ...(options.thread === undefined ? {} : { thread_ts: options.thread }),
      },
      response_url: this.responseUrl(options.responseName ?? "press"),
      actions: [{ type: "button", action_id: options.actionId ?? "press-0", value, action_ts: "1.2" }],
      ...(options.state === undefined ? {} : { state: { values: options.state } }),
    });
  }

  submit(
    view: { private_metadata: string; callback_id: string },
    values: Record<string, Record<string, unknown>>,
    user = "UANA",
  ): Promise<Response> {
    return this.interact({
      type: "view_submission",
      user: { id: user, team_id: this.team },
      team: { id: this.team },
      view: {
        id: "V1",
        type: "modal",
        hash: "h",
        ...view,
        state: {
          values: Object.fromEntries(Object.entries(values).map(([field, element]) => [field, { value: element }])),
        },
      },
    });
  }

  /** A shortcut from anywhere: no place, no response address. */
  globalShortcut(callback: string, user = "UANA"): Promise<Response> {
    return this.interact({
      ...{ type: "shortcut", callback_id: callback, trigger_id: `trigger-${this.#next()}`, action_ts: "1.2" },
      ...{ user: { id: user, team_id: this.team }, team: { id: this.team } },
    });
  }

  messageShortcut(
    callback: string,
    message: Record<string, unknown>,
    { user = "UANA", channel = { id: "C1", name: "general" } } = {},
  ): Promise<Response> {
    return this.interact({
      ...{ type: "message_action", callback_id: callback, trigger_id: `trigger-${this.#next()}`, message_ts: "5.1" },
      message: { type: "message", user: "UFAR", ts: "5.1", ...message },
      ...{ user: { id: user, team_id: this.team }, team: { id: this.team }, channel },
      response_url: this.responseUrl("shortcut"),
    });
  }

  interact(payload: Record<string, unknown>): Promise<Response> {
    return this.post(
      new URLSearchParams({ payload: JSON.stringify({ api_app_id: "A1", ...payload }) }).toString(),
      "application/x-www-form-urlencoded",
    );
  }

  #next(): string {
    return String((made += 1));
  }
}

/** Waits until `look` gives something; handlers go on after the acknowledgement. */
export async function eventually<T>(look: () => T | undefined, what = "it"): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new TypeError(`${what} did not happen`);
}
