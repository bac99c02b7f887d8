import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { FileBlock, Reply } from "../../src/core/conversation/reply.js";
import { personId, teamId } from "../../src/core/ids.js";
import type { TeamId } from "../../src/core/ids.js";
import { runAuditedCommand } from "../../src/operator/audited-command.js";
import { openWorld, person, textOf, uniqueId } from "../builders/world.js";
import type { World } from "../builders/world.js";
import { everythingOf } from "./everything.js";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const zora = { id: "playground:uzora", name: "Zora Quill", marker: "ZMARK" };
const yann = { id: "playground:uyann", name: "Yann Roe", marker: "YMARK" };
const asPerson = ({ id, name }: typeof zora) => person(name, { id: personId(id), isAdmin: true });

/** A team in which two people left all that a person can, in a store that was closed and opened in between. */
async function open(): Promise<{ world: World; team: TeamId; setAside: string }> {
  const first = await openWorld();
  const { dataDir } = first;
  const team = teamId("team_all");
  const setAside = "team_all.damaged-2026-11-25.json";
  await first.store.directory.findOrCreate({ platform: "playground", id: "w1" }, () => ({
    team,
    entries: [...everythingOf(yann, setAside), ...everythingOf(zora, setAside)],
  }));
  await writeFile(join(dataDir, "teams", setAside), `{"damaged ZMARK Zora Quill`);
  // So that the index of the last run is there too.
  await first.close();
  const world = await openWorld({ dataDir });
  closers.push(() => world.close());
  const { store, parts } = world;
  const operator = {
    ...{ store: store.teams, directory: store.directory, audit: store.audit, destinations: [], clock: parts.clock },
    ...{ unique: uniqueId, questionnaire: () => Promise.resolve(parts.questionnaire) },
  };
  await runAuditedCommand(operator, { kind: "set-lead", team, person: zora.id, login: "root" });
  return { world, team, setAside };
}

/** The files of the data folder in which a text stands, as bytes or as JSON writes it. */
async function filesWith(dataDir: string, text: string): Promise<readonly string[]> {
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const found = [];
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    if ((await readFile(path)).includes(text)) found.push(path.slice(dataDir.length + 1));
  }
  return found;
}

const fileOf = (reply: Reply): string => {
  const file = reply.blocks.find((block): block is FileBlock => block.kind === "file");
  return new TextDecoder().decode(file?.bytes);
};

describe("what a person left", () => {
  it("T40: is in their export whole, and nothing of anybody else is", async () => {
    const { world } = await open();
    const exported = fileOf(await world.talk(asPerson(zora)).say("export me"));
    const theirs = everythingOf(zora, "x").filter(
      ({ kind }) =>
        ![
          // Of the team, or of nobody.
          ...["workspace-linked", "retention-warned", "app-removed", "earlier-file-set-aside", "question-kept"],
          // How a message of theirs got on its way; the message itself is there.
          ...["delivery-failed", "delivery-succeeded", "delivery-dropped", "delivery-dead", "delivery-revived"],
        ].includes(kind),
    );
    const { entries } = JSON.parse(exported) as { entries: { id: string }[] };
    const ids = new Set(entries.map(({ id }) => id));
    expect(theirs.filter(({ id }) => !ids.has(id)).map(({ kind }) => kind)).toEqual([]);
    expect(exported).not.toContain(yann.marker);
    expect(exported).not.toContain(yann.name);
  });

  it("T39: is in no file after forget me, but the answers and notes that stay as a former member's", async () => {
    const { world, setAside } = await open();
    const talk = world.talk(asPerson(zora));
    await talk.press(await talk.say("forget me"), "Take me out");
    const gone = [zora.id, zora.name, "ZMARK@example.com", "situation ZMARK", "topic ZMARK", "summary ZMARK"];
    for (const text of [...gone, "times ZMARK", "conversation-ZMARK", "user-ZMARK", "AI-ZMARK", "message-ZMARK"])
      expect([text, (await filesWith(world.dataDir, text)).filter((file) => !file.endsWith(setAside))]).toEqual([
        text,
        [],
      ]);
    for (const text of ["kept note ZMARK", "kept reason ZMARK", yann.id, yann.name, "situation YMARK", "user-YMARK"])
      expect([text, await filesWith(world.dataDir, text)]).toEqual([text, [expect.stringMatching(/teams\//)]]);
  });

  it("T39: includes their full name in other people's notes, however it is spaced, and no other word", async () => {
    const { world, team } = await open();
    const note = "Ask zora  QUILL or @Zora Quill; Zora Quillson and Zorah know, and Yann Roe.";
    const detail = everythingOf(yann, "x").find(({ kind }) => kind === "detail-recorded");
    if (detail?.kind !== "detail-recorded") throw new TypeError("no note");
    await world.store.teams.append(team, () => ({ entries: [{ ...detail, note }], result: undefined }));
    const talk = world.talk(asPerson(zora));
    const reply = await talk.press(await talk.say("forget me"), "Take me out");
    const notes = (await world.store.teams.read(team)).entries.flatMap((entry) =>
      entry.kind === "detail-recorded" ? [entry.note] : [],
    );
    expect(notes.at(-1)).toBe(
      "Ask [a former member] or [a former member]; Zora Quillson and Zorah know, and Yann Roe.",
    );
    expect(textOf(reply)).toMatch(/can't find a nickname or another spelling/);
    expect(textOf(reply)).toMatch(/Backups made before now still hold it/);
  });
});

describe("what a team left", () => {
  it("T38: is in no file after forget, but the one row that it was deleted", async () => {
    const { world, team, setAside } = await open();
    const talk = world.talk(asPerson(zora));
    const reply = await talk.press(await talk.say("forget"), "Delete everything");
    expect(textOf(reply)).toMatch(/Backups made before now still hold it/);
    for (const text of [
      "ZMARK",
      "YMARK",
      zora.id,
      yann.id,
      zora.name,
      yann.name,
      "Acme",
      '"w1"',
      "kept note",
      setAside,
    ])
      expect([text, await filesWith(world.dataDir, text)]).toEqual([text, []]);
    expect(await filesWith(world.dataDir, team)).toEqual(["audit.jsonl"]);
    expect(await readdir(join(world.dataDir, "teams"))).toEqual([]);
    await world.store.close();
    expect(await filesWith(world.dataDir, "MARK")).toEqual([]);
  });
});
