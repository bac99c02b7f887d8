import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { program } from "../../src/cli/main.js";
import { commandsLeftOut, commandsPut } from "./entrances/command-line.js";
import { activitiesFrom } from "./entrances/msteams.js";
import { commandsFrom, eventsFrom, interactionsFrom } from "./entrances/slack.js";

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const slack = { responseUrl: (name: string) => name, fileUrl: (name: string) => name };
const connector = { url: "http://127.0.0.1", fileUrl: (name: string) => name };

describe("what hostile input is put to", () => {
  it("is every subcommand, but for those left out with a reason", () => {
    const all = program.commands.flatMap((command) =>
      command.commands.length === 0
        ? [command.name()]
        : command.commands.map((sub) => `${command.name()} ${sub.name()}`),
    );
    expect([...commandsPut, ...Object.keys(commandsLeftOut)].toSorted()).toEqual(all.toSorted());
  });

  it("is every event, shortcut and kind of payload that the Slack door listens to", async () => {
    const source = await read("src/doors/slack/door.ts");
    const sent = JSON.stringify([eventsFrom(slack), commandsFrom(slack), interactionsFrom(slack)]);
    const events = [...source.matchAll(/app\.event\("(\w+)"/gu)].map(([, name = ""]) => name);
    const callbacks = [...(await read("src/doors/slack/events.ts")).matchAll(/Callback = "(\w+)"/gu)].map(
      ([, name = ""]) => name,
    );
    expect(events.length).toBeGreaterThan(3);
    expect(callbacks.length).toBeGreaterThan(3);
    expect(
      [...events, ...callbacks, "block_actions", "view_submission"].filter((name) => !sent.includes(`"${name}"`)),
    ).toEqual([]);
  });

  it("is every kind of activity that the Teams door reads", async () => {
    const source = await read("src/doors/msteams/activities.ts");
    const sent = JSON.stringify(activitiesFrom(connector));
    const kinds = [...source.matchAll(/(?:literal\(|case |^ {2})"([\w/]+)"/gmu)].map(([, name = ""]) => name);
    expect(kinds.length).toBeGreaterThan(8);
    expect(kinds.filter((name) => !sent.includes(`"${name}"`))).toEqual([]);
  });
});
