import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { answerMessageCommand, draftReplyCommand, searchCommand } from "../../src/doors/msteams/extension.js";

const text = (atMost: number) => z.string().min(1).max(atMost);
const base = { id: text(64), title: text(32), description: text(128) };

/** Our message extension, with the limits of Teams' own schema. */
const extensionSchema = z.strictObject({
  botId: z.literal("{{APP_ID}}"),
  commands: z
    .array(
      z.discriminatedUnion("type", [
        z.strictObject({
          ...base,
          type: z.literal("query"),
          context: z.array(z.enum(["compose", "commandBox"])).min(1),
          initialRun: z.boolean(),
          parameters: z
            .array(
              z.strictObject({
                name: z.literal("query"),
                title: text(32),
                description: text(128),
                inputType: z.literal("text"),
              }),
            )
            .length(1),
        }),
        z.strictObject({
          ...base,
          type: z.literal("action"),
          context: z.array(z.literal("message")).length(1),
          fetchTask: z.literal(true),
        }),
      ]),
    )
    .min(1)
    .max(10),
});

describe("The message extension in the Teams manifest", () => {
  it("has the commands the door knows, within Teams' limits", () => {
    const manifest = JSON.parse(readFileSync("manifests/teams/manifest.json", "utf8")) as {
      composeExtensions: unknown[];
    };
    const [extension] = z.array(extensionSchema).length(1).parse(manifest.composeExtensions);
    expect(extension?.commands.map(({ id }) => id)).toEqual([searchCommand, answerMessageCommand, draftReplyCommand]);
  });
});
