import fc from "fast-check";
import { appId, startConnector } from "../../standins/bot-connector.js";
import type { ConnectorStandin } from "../../standins/bot-connector.js";
import { Shown, carried, formFields, spoken } from "../actions.js";
import type { Met, OpenEntrance } from "../entrance.js";
import { nearMatches, toJsonText } from "../hostile.js";
import { mutated } from "../mutate.js";
import { answerFault, foreignIn, openWhole } from "../program.js";
import type { OpenedProgram } from "../program.js";

interface Input {
  readonly activity: unknown;
  readonly sending: "right" | "unsigned" | "other-key" | "cut" | "text" | "gzip";
}

const tokenKeptMs = 5 * 60_000;

export function activitiesFrom(connector: Pick<ConnectorStandin, "url" | "fileUrl">): readonly unknown[] {
  const base = {
    ...{ id: "activity-$fresh", channelId: "msteams", serviceUrl: `${connector.url}/` },
    from: { id: "29:ana", name: "Ana", aadObjectId: "aad-ana" },
    recipient: { id: "28:bot", name: "Advisor" },
    conversation: { id: "a:personal", conversationType: "personal", tenantId: "tenant-1" },
    channelData: { tenant: { id: "tenant-1" } },
  };
  const inChannel = {
    conversation: {
      id: "19:c@thread.tacv2;messageid=1",
      conversationType: "channel",
      isGroup: true,
      tenantId: "tenant-1",
    },
    channelData: { tenant: { id: "tenant-1" }, team: { id: "19:t@thread.tacv2" } },
  };
  const bot = { type: "mention", text: "<at>Advisor</at>", mentioned: { id: "28:bot", name: "Advisor" } };
  const values = [...carried, ...Array.from({ length: 30 }, (_, index) => `$button:${String(index * 2)}`)];
  const view = { v: 1, id: "f1", for: "msteams:tenant-1:aad-ana", page: 1 };
  const invoke = (name: string, value: unknown) => ({ ...base, type: "invoke", name, value });
  const file = (name: string) => ({
    contentType: "application/vnd.microsoft.teams.file.download.info",
    name,
    content: { downloadUrl: connector.fileUrl(name), fileType: "csv" },
  });
  const upload = {
    contentUrl: connector.fileUrl("up"),
    name: "a.csv",
    uploadUrl: connector.fileUrl("up"),
    uniqueId: "1",
    fileType: "csv",
  };
  return [
    ...spoken.map((text) => ({
      ...base,
      type: "message",
      text,
      textFormat: "plain",
      attachments: [{ contentType: "text/html", content: `<p>${text}</p>` }],
    })),
    ...spoken.map((text) => ({
      ...base,
      ...inChannel,
      type: "message",
      text: `<at>Advisor</at> ${text}`,
      entities: [bot],
    })),
    { ...base, type: "message", text: "answer", attachments: [file("q.csv")] },
    ...values.map((press) =>
      invoke("adaptiveCard/action", {
        action: {
          type: "Action.Execute",
          verb: "press",
          data: { press, several: ["choices"], ...formFields, choices: "soc-2" },
        },
        trigger: "manual",
      }),
    ),
    ...values.map((press) => ({
      ...invoke("adaptiveCard/action", {
        action: { type: "Action.Execute", verb: "view", data: { press, view } },
        trigger: "automatic",
      }),
      ...inChannel,
    })),
    ...values.map((press) => ({ ...base, type: "message", replyToId: "sent-1", value: { press, ...formFields } })),
    ...["accept", "decline"].map((action) =>
      invoke("fileConsent/invoke", { action, context: { file: "f1" }, uploadInfo: upload }),
    ),
    invoke("composeExtension/query", {
      commandId: "searchAnswers",
      parameters: [{ name: "query", value: "cost" }],
      queryOptions: { skip: 0, count: 25 },
    }),
    invoke("composeExtension/query", {
      commandId: "searchAnswers",
      parameters: [{ name: "initialRun", value: "true" }],
    }),
    ...["answerMessage", "draftReply"].map((commandId) =>
      invoke("composeExtension/fetchTask", {
        commandId,
        messagePayload: { body: { contentType: "html", content: "<p>Do you have an <b>AI policy</b>?</p>" } },
      }),
    ),
    ...values.map((press) =>
      invoke("composeExtension/submitAction", { commandId: "draftReply", data: { press, view } }),
    ),
    invoke("composeExtension/submitAction", { commandId: "draftReply", data: { view, share: true } }),
    invoke("task/fetch", {}),
    invoke("signin/verifyState", { state: "1" }),
    ...["add", "remove", "add-upgrade"].map((action) => ({ ...base, type: "installationUpdate", action })),
    { ...base, ...inChannel, type: "conversationUpdate", membersAdded: [{ id: "28:bot" }, { id: "29:ben" }] },
    { ...base, ...inChannel, type: "conversationUpdate", membersRemoved: [{ id: "28:bot" }] },
    { ...base, type: "messageReaction", reactionsAdded: [{ type: "like" }], replyToId: "sent-1" },
    { ...base, type: "typing" },
    { ...base, type: "endOfConversation" },
    { type: "message" },
  ];
}

/** Every kind of activity, with a token as Teams sends it, to the door on one of Microsoft's SDKs. */
export async function openMsteamsEntrance(folder: string, sdk: "botbuilder" | "agents"): Promise<OpenEntrance<Input>> {
  const connector = await startConnector();
  connector.files.set("q.csv", Buffer.from("ID,Question\n1,Do you have an AI policy?\n"));
  const program = await openWhole(
    folder,
    {
      ...{ MicrosoftAppId: appId, MicrosoftAppPassword: "secret", MicrosoftAppTenantId: "tenant-1", TEAMS_SDK: sdk },
      ToBotFromChannelOpenIdMetadataUrl: connector.metadataUrl,
      ToBotFromChannelTokenIssuer: "https://api.botframework.com",
    },
    { outboundToken: () => Promise.resolve("outbound"), isFileHost: ({ origin }) => origin === connector.url },
  );
  const shown = new Shown();
  const sending = fc.oneof(
    { weight: 12, arbitrary: fc.constant("right" as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "unsigned" as const,
        "other-key" as const,
        "cut" as const,
        "text" as const,
        "gzip" as const,
      ),
    },
  );
  const parts = { connector, program, shown, tokens: tokensOf(connector) };
  return {
    inputs: fc.record({ activity: mutated(activitiesFrom(connector), await nearMatches()), sending }),
    put: (input, begin) => put(input, { ...parts, begin }),
    tidy: async () => {
      await program.forgetTeams();
      forgetCalls(connector);
    },
    close: async () => {
      await program.close();
      await connector.close();
    },
  };
}

function forgetCalls(connector: ConnectorStandin): void {
  connector.calls.length = 0;
  connector.attempts.length = 0;
  connector.puts.length = 0;
  for (const name of connector.files.keys()) if (name !== "q.csv") connector.files.delete(name);
}

/** Tokens as they come, each used for some minutes. */
function tokensOf(connector: ConnectorStandin): (otherKey: boolean) => Promise<string> {
  const made = new Map<boolean, { readonly at: number; readonly token: Promise<string> }>();
  return (otherKey) => {
    const known = made.get(otherKey);
    if (known && Date.now() - known.at < tokenKeptMs) return known.token;
    const token = connector.token({}, { otherKey });
    made.set(otherKey, { at: Date.now(), token });
    return token;
  };
}

interface Parts {
  readonly connector: ConnectorStandin;
  readonly program: OpenedProgram;
  readonly shown: Shown;
  readonly tokens: (otherKey: boolean) => Promise<string>;
  readonly begin: () => void;
}

async function put({ activity, sending }: Input, { connector, program, shown, tokens, begin }: Parts): Promise<Met> {
  forgetCalls(connector);
  const text = shown.fill(toJsonText(activity));
  const body = sending === "cut" ? text.slice(0, text.length / 2) : text;
  const token = await tokens(sending === "other-key");
  begin();
  const response = await fetch(`${program.url}/api/messages`, {
    method: "POST",
    body,
    headers: {
      "content-type": sending === "text" ? "text/plain" : "application/json",
      ...(sending === "unsigned" ? {} : { authorization: `Bearer ${token}` }),
      ...(sending === "gzip" ? { "content-encoding": "gzip" } : {}),
    },
  });
  const answer = await response.text();
  await program.settle();
  for (const call of connector.calls) shown.note(call.body);
  shown.note(answer);
  const [refused] = connector.cardFaults.splice(0);
  const fault =
    answerFault(response.status, answer) ??
    (refused === undefined ? undefined : `Teams would refuse a card: ${refused}`) ??
    connector.calls.map(({ body: sent }) => foreignIn(JSON.stringify(sent))).find((found) => found !== undefined);
  if (fault !== undefined) return { wrong: fault };
  return response.status < 300 ? "answered" : "refused";
}
