import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { openProgram } from "../../../src/compose.js";
import type { Program } from "../../../src/compose.js";
import { temporaryFolder } from "../../builders/world.js";
import { startConnector } from "../../standins/bot-connector.js";
import type { ConnectorStandin } from "../../standins/bot-connector.js";
import { activityFrom, teamsSettings } from "./activity.js";
import type { From, Json } from "./activity.js";

/** The whole program over HTTP on a store of its own, with a stand-in Bot Connector behind it; closed until `open`. */
export interface TeamsProgram {
  readonly connector: ConnectorStandin;
  readonly dataDir: string;
  /** Opens it; once more: as after a restart, with the same store. */
  open(environment?: Record<string, string>): Promise<void>;
  /** Delivers an activity as Teams does. */
  post(more: Json, from?: From): Promise<Response>;
  /** The trail of the one team that is stored. */
  trail(): Promise<Json[]>;
  program(): Program;
  close(): Promise<void>;
}

export async function prepareTeamsProgram(): Promise<TeamsProgram> {
  const connector = await startConnector();
  const dataDir = await temporaryFolder();
  let program: Program | undefined;
  const opened = (): Program => {
    if (!program) throw new TypeError("the program is not open");
    return program;
  };
  return {
    connector,
    dataDir,
    program: opened,
    open: async (environment) => {
      await program?.close();
      program = await openProgram(teamsSettings(connector, dataDir, environment), {
        outboundToken: () => Promise.resolve("outbound"),
      });
    },
    post: async (more, from) =>
      fetch(`http://127.0.0.1:${String(opened().port)}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${await connector.token()}` },
        body: JSON.stringify(activityFrom(connector, more, from)),
      }),
    trail: async () => {
      const [file = "none"] = await readdir(join(dataDir, "teams"));
      return (JSON.parse(await readFile(join(dataDir, "teams", file), "utf8")) as { entries: Json[] }).entries;
    },
    close: async () => {
      await program?.close();
      await connector.close();
    },
  };
}
