import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FileBlock, Reply } from "../../../src/core/conversation/reply.js";
import { openWorld, person, textOf } from "../../builders/world.js";
import type { Talk, World } from "../../builders/world.js";

let world: World;
let ann: Talk;
beforeAll(async () => {
  world = await openWorld();
  ann = world.talk(person("Ann"));
});
afterAll(() => world.close());

function fileOf(reply: Reply): FileBlock {
  const file = reply.blocks.find((block) => block.kind === "file");
  if (file?.kind !== "file") throw new TypeError("the reply has no file");
  return file;
}

describe("template", () => {
  it("gives a document at once by a near name, says how much is filled in, and offers the other format", async () => {
    const reply = await ann.say("template ai polcy");
    const file = fileOf(reply);
    expect(file.name).toBe("ai-policy.docx");
    expect(Object.keys(unzipSync(file.bytes))).toContain("word/document.xml");
    expect(textOf(reply)).toMatch(/all \d+ places to fill are/u);
    const markdown = fileOf(await ann.press(reply, "As Markdown"));
    expect(markdown.name).toBe("ai-policy.md");
    expect(new TextDecoder().decode(markdown.bytes)).toMatch(/^# AI policy/u);
  });

  it.each(["template", "template zebra"])("lists all for %j, each with a button", async (words) => {
    const reply = await ann.say(words);
    expect(fileOf(await ann.press(reply, "AI risk register")).name).toBe("risk-register.docx");
  });

  it("is for people who take part only", async () => {
    const guest = world.talk(person("Guest", { standing: "guest" }));
    const reply = await guest.say("template ai policy");
    expect(reply.blocks.some(({ kind }) => kind === "file")).toBe(false);
  });
});
