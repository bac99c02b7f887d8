import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { openProgram } from "../../../src/compose.js";
import { settingsOf, temporaryFolder } from "../../builders/world.js";

const loaded = (name: string): boolean =>
  Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes(`/node_modules/${name}/`));

async function openAndClose(environment: Record<string, string>): Promise<void> {
  const folder = await temporaryFolder();
  const common = { HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: folder };
  await (await openProgram(settingsOf({ ...common, ...environment }))).close();
}

it("an SDK is loaded only when the door on it is open", async () => {
  await openAndClose({});
  expect([loaded("botbuilder"), loaded("@microsoft/agents-hosting")]).toEqual([false, false]);
  await openAndClose({ TEAMS_AUTH: "none", TEAMS_SDK: "agents" });
  expect([loaded("botbuilder"), loaded("@microsoft/agents-hosting")]).toEqual([false, true]);
  await openAndClose({ TEAMS_AUTH: "none" });
  expect(loaded("botbuilder")).toBe(true);
});
