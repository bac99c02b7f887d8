import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startProgram } from "../builders/running-program.js";
import type { RunningProgram } from "../builders/running-program.js";
import { temporaryFolder } from "../builders/world.js";
import { activityFrom } from "../doors/msteams/activity.js";
import { eventually } from "../doors/slack/slack-client.js";
import { startConnector } from "../standins/bot-connector.js";
import type { ConnectorStandin } from "../standins/bot-connector.js";

let connector: ConnectorStandin;
let program: RunningProgram;
let dataDir: string;

const start = async (sdk: string): Promise<void> => {
  program = await startProgram({ DATA_DIR: dataDir, TEAMS_AUTH: "none", TEAMS_SDK: sdk });
};
beforeEach(async () => {
  dataDir = await temporaryFolder();
  connector = await startConnector();
});
afterEach(async () => {
  await program.kill();
  await connector.close();
});

const post = (activity: Record<string, unknown>): Promise<unknown> =>
  fetch(`${program.url}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(activity),
  });

describe.each(["botbuilder", "agents"])("a program that is killed over a message in Teams, on %s", (sdk) => {
  it("answers it after its restart, once, and what comes again is dropped", async () => {
    await start(sdk);
    const activity = activityFrom(connector, { type: "message", text: "How much does it cost?" });
    connector.faultOf = ({ body }) => (body["type"] === "message" ? "silence" : undefined);
    void post(activity).catch(() => undefined);
    await eventually(() => connector.attempts.find(({ body }) => body["type"] === "message"), "the first try");
    await program.kill();
    expect(connector.sent()).toEqual([]);

    connector.faultOf = () => undefined;
    await start(sdk);
    await post(activity);
    await eventually(() => connector.sent()[0], "the answer");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(connector.sent()).toHaveLength(1);
    expect(JSON.stringify(connector.sent()[0])).toContain("$20,000");
  });
});
