import { createHmac } from "node:crypto";
import fc from "fast-check";
import { signingSecret } from "../../doors/slack/slack-client.js";
import { messageFaults, viewFaults } from "../../standins/block-kit-rules.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackCall, SlackStandin } from "../../standins/slack-api.js";
import { Shown, carried, formFields, spoken } from "../actions.js";
import type { Met, OpenEntrance } from "../entrance.js";
import { nearMatches, toJsonText } from "../hostile.js";
import { mutated } from "../mutate.js";
import { answerFault, foreignIn, openWhole } from "../program.js";
import type { OpenedProgram } from "../program.js";

/** What is wrong with how it is sent. */
interface Frame {
  readonly kind: "right" | "unsigned" | "old" | "cut" | "type" | "encoded" | "twice";
  readonly text: string;
}
interface Input {
  readonly form: "event" | "command" | "interaction";
  readonly payload: unknown;
  readonly frame: Frame;
}

type Addresses = Pick<SlackStandin, "responseUrl" | "fileUrl">;

const ana = { id: "UANA", team_id: "T1" };
const channel = { id: "C1", name: "general" };

const event = (inner: Record<string, unknown>) => ({
  ...{ type: "event_callback", event_id: "Ev$fresh", team_id: "T1", api_app_id: "A1", event_time: 1_800_000_000 },
  ...{ authorizations: [{ team_id: "T1", user_id: "UBOT", is_bot: true }], event: inner },
});
const said = { user: "UANA", channel: "C1", ts: "$fresh.1", text: "what does it cost?" };

export const eventsFrom = (slack: Addresses): readonly unknown[] => [
  ...spoken.map((text) => event({ ...said, type: "message", channel: "D1", channel_type: "im", text })),
  ...spoken.map((text) => event({ ...said, type: "app_mention", thread_ts: "1.1", text: `<@UBOT> ${text}` })),
  event({ ...said, type: "message", channel_type: "channel", subtype: "message_changed", message: said, hidden: true }),
  event({
    ...{ ...said, type: "message", channel: "D1", channel_type: "im", subtype: "file_share", text: "answer" },
    files: [{ name: "q.csv", size: 100, url_private_download: slack.fileUrl("q.csv") }],
  }),
  event({ type: "app_home_opened", user: "UANA", channel: "D1", tab: "home", view: { id: "V1", hash: "h" } }),
  event({ type: "app_home_opened", user: "UANA", channel: "D1", tab: "messages" }),
  event({ type: "app_uninstalled" }),
  event({ type: "tokens_revoked", tokens: { oauth: ["U1"], bot: ["UBOT"] } }),
  event({
    type: "reaction_added",
    user: "UANA",
    reaction: "eyes",
    item: { type: "message", channel: "C1", ts: "1.1" },
  }),
  { type: "url_verification", challenge: "challenge", token: "t" },
  { type: "event_callback" },
];

export const commandsFrom = (slack: Addresses): readonly unknown[] => [
  ...spoken.map((text) => ({
    ...{ command: "/iso42001", text, user_id: "UANA", channel_id: "C1", channel_name: "general", team_id: "T1" },
    ...{ trigger_id: "trigger-$fresh", response_url: slack.responseUrl("command"), api_app_id: "A1" },
  })),
  { ssl_check: "1", token: "t" },
];

const state = {
  values: {
    ...Object.fromEntries(
      Object.entries(formFields).map(([field, value]) => [field, { value: { type: "plain_text_input", value } }]),
    ),
    choices: { value: { type: "checkboxes", selected_options: [{ value: "soc-2" }] } },
    choice: { value: { type: "static_select", selected_option: { value: "yes" } } },
    day: { value: { type: "datepicker", selected_date: "2026-12-01" } },
  },
};

export function interactionsFrom(slack: Addresses): readonly unknown[] {
  const who = {
    trigger_id: "trigger-$fresh",
    user: ana,
    team: { id: "T1" },
    api_app_id: "A1",
    response_url: slack.responseUrl("press"),
  };
  const values = [...carried, ...Array.from({ length: 30 }, (_, index) => `$button:${String(index * 2)}`)];
  const button = (value: string) => [{ type: "button", action_id: "press-0", block_id: "b", value, action_ts: "1.2" }];
  const message = { type: "message", user: "UFAR", ts: "5.1", text: "Do you have an <https://x.example|AI policy>?" };
  return [
    ...values.map((value, index) => ({
      ...{ ...who, type: "block_actions", channel, actions: button(value), state },
      container: { type: "message", is_ephemeral: index % 2 === 0, message_ts: "1.1", thread_ts: "1.0" },
      message: { ts: "1.1", bot_id: "BBOT", user: "UBOT", team: "T1" },
    })),
    ...values.map((value) => ({
      ...who,
      type: "block_actions",
      container: { type: "view" },
      actions: button(value),
      view: { id: "V1", type: "home", state },
    })),
    ...values.map((value) => ({
      ...who,
      type: "block_actions",
      container: { type: "view" },
      actions: button(value),
      view: { id: "V1", type: "modal", state },
    })),
    ...values.map((value) => ({
      ...{ type: "view_submission", user: ana, team: { id: "T1" }, api_app_id: "A1" },
      view: {
        id: "V1",
        type: "modal",
        hash: "h",
        callback_id: "iso42001-form",
        private_metadata: value,
        state,
        blocks: [],
      },
    })),
    { ...who, type: "view_closed", view: { id: "V1", type: "modal", callback_id: "iso42001-form" }, is_cleared: true },
    ...["start_assessment", "talk_to_consultant", "nothing"].map((callback_id) => ({
      ...who,
      type: "shortcut",
      callback_id,
      action_ts: "1.2",
    })),
    ...["draft_reply", "answer_this", "nothing"].map((callback_id) => ({
      ...{ ...who, type: "message_action", callback_id, message_ts: "5.1", channel },
      message: {
        ...message,
        attachments: [{ text: "passed on", is_share: true }],
        blocks: [
          {
            type: "rich_text",
            elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "Do you?" }] }],
          },
        ],
      },
    })),
    {
      ...who,
      type: "block_suggestion",
      action_id: "x",
      block_id: "b",
      value: "pol",
      view: { id: "V1", type: "modal" },
    },
    { ...who, type: "workflow_step_edit", callback_id: "x" },
    { ...who, type: "interactive_message", callback_id: "x", actions: [{ name: "a", value: "b" }] },
  ];
}

/** Slack's three kinds of payload, signed, over the receiver as it stands. */
export async function openSlackEntrance(folder: string): Promise<OpenEntrance<Input>> {
  const slack = await startSlack("T1");
  slack.files.set("q.csv", Buffer.from("ID,Question\n1,Do you have an AI policy?\n"));
  const program = await openWhole(folder, {
    SLACK_BOT_TOKEN: "xoxb-test",
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.url,
  });
  const shown = new Shown();
  const texts = await nearMatches();
  const frame = fc.oneof(
    { weight: 12, arbitrary: fc.constant({ kind: "right" as const, text: "" }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          "unsigned" as const,
          "old" as const,
          "cut" as const,
          "type" as const,
          "encoded" as const,
          "twice" as const,
        ),
        text: fc.constantFrom(
          "",
          "NaN",
          "1e400",
          "text/plain",
          "application/json; charset=x",
          "multipart/form-data",
          "gzip",
          "br",
          "deflate, gzip",
        ),
      }),
    },
  );
  const of = (form: Input["form"], payloads: readonly unknown[]) =>
    fc.record({ form: fc.constant(form), payload: mutated(payloads, texts), frame });
  return {
    inputs: fc.oneof(
      { weight: 3, arbitrary: of("event", eventsFrom(slack)) },
      { weight: 2, arbitrary: of("command", commandsFrom(slack)) },
      { weight: 5, arbitrary: of("interaction", interactionsFrom(slack)) },
    ),
    put: (input, begin) => put(input, { slack, program, shown, begin }),
    tidy: async () => {
      await program.forgetTeams();
      forgetCalls(slack);
    },
    close: async () => {
      await program.close();
      await slack.close();
    },
  };
}

function forgetCalls(slack: SlackStandin): void {
  slack.calls.length = 0;
  slack.attempts.length = 0;
  slack.fetched.length = 0;
  slack.uploads.clear();
}

interface Parts {
  readonly slack: SlackStandin;
  readonly program: OpenedProgram;
  readonly shown: Shown;
  readonly begin: () => void;
}

async function put(input: Input, { slack, program, shown, begin }: Parts): Promise<Met> {
  slack.calls.length = 0;
  const { body, type } = bodyOf(input, shown);
  const headers = headersOf(body, type, input.frame);
  begin();
  const send = async (): Promise<{ status: number; text: string }> => {
    const response = await fetch(`${program.url}/slack/events`, { method: "POST", body, headers });
    return { status: response.status, text: await response.text() };
  };
  const answers = input.frame.kind === "twice" ? await Promise.all([send(), send()]) : [await send()];
  await program.settle();
  for (const call of slack.calls) shown.note(call.body);
  const fault =
    answers.map(({ status, text }) => answerFault(status, text)).find((found) => found !== undefined) ??
    slack.calls.map(callFault).find((found) => found !== undefined);
  if (fault !== undefined) return { wrong: fault };
  return answers.some(({ status }) => status < 300) ? "answered" : "refused";
}

function bodyOf({ form, payload, frame }: Input, shown: Shown): { readonly body: string; readonly type: string } {
  const text = shown.fill(toJsonText(payload));
  const type = form === "event" ? "application/json" : "application/x-www-form-urlencoded";
  const body =
    form === "event" ? text : form === "interaction" ? new URLSearchParams({ payload: text }).toString() : formOf(text);
  return {
    body: frame.kind === "cut" ? body.slice(0, body.length / 2) : body,
    type: frame.kind === "type" ? frame.text : type,
  };
}

/** A command's fields; what is no text is sent as JSON. */
function formOf(text: string): string {
  try {
    const fields = JSON.parse(text) as unknown;
    if (typeof fields !== "object" || fields === null) return text;
    return new URLSearchParams(
      Object.entries(fields).map(([name, value]): [string, string] => [
        name,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ).toString();
  } catch {
    return text;
  }
}

function headersOf(body: string, type: string, { kind, text }: Frame): Record<string, string> {
  const now = String(Math.floor(Date.now() / 1000) - (kind === "old" ? 100_000 : 0));
  const at = kind === "unsigned" && text !== "" ? text : now;
  const signature = `v0=${createHmac("sha256", kind === "unsigned" ? "another" : signingSecret)
    .update(`v0:${at}:${body}`)
    .digest("hex")}`;
  return {
    ...(type === "" ? {} : { "content-type": type }),
    "x-slack-request-timestamp": at,
    "x-slack-signature": kind === "unsigned" && text === "NaN" ? "v0=" : signature,
    ...(kind === "encoded" && text !== "" ? { "content-encoding": text } : {}),
  };
}

/** Nothing of ours may be what Slack refuses, or another team's. */
function callFault({ method, body }: SlackCall): string | undefined {
  const foreign = foreignIn(JSON.stringify(body));
  if (foreign !== undefined) return foreign;
  const faults = /^views\.(?:open|update|push|publish)$/u.test(method)
    ? viewFaults((body["view"] ?? {}) as Record<string, unknown>)
    : /^(?:chat\.(?:postMessage|postEphemeral|update)$|response\/)/u.test(method) && body["delete_original"] !== true
      ? messageFaults(body)
      : [];
  return (
    faults[0] &&
    `Slack would refuse ${method}: ${faults[0].code} (${faults[0].where}): ${JSON.stringify(body).slice(0, 600)}`
  );
}
