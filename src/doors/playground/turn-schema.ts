import { z } from "zod";
import { decodeAction } from "../../core/conversation/action.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import { attachedFileBytes } from "../../core/conversation/request.js";
import type { Input } from "../../core/conversation/request.js";
import { personId } from "../../core/ids.js";
import { readValues } from "../adaptive-card/fields.js";
import { nothingAttached, readAttached } from "../attached-files.js";
import type { Attached } from "../attached-files.js";
import type { FetchedFile } from "../fetch-file.js";
import { playgroundPeople, playgroundPersonNames } from "./people.js";
import type { PlaygroundWordKey } from "./words.js";

const fileSchema = z.object({ name: z.string().min(1).max(300), base64: z.base64() });

/** One turn as the page sends it. */
export const turnSchema = z.object({
  /** Made by the page for each turn, so that a repeat is answered once. */
  id: z.string().regex(/^[\w-]{8,64}$/),
  person: z.enum(playgroundPersonNames),
  input: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("words"),
      text: z.string().max(20_000),
      files: z.array(fileSchema).max(5).default([]),
    }),
    z.object({
      kind: z.literal("press"),
      press: z.string().max(4_000),
      several: z.array(z.string()).default([]),
      values: z.record(z.string(), z.unknown()),
    }),
  ]),
});
type SentInput = z.infer<typeof turnSchema>["input"];

/** What a turn says, and what of its files could be read. `@name` names one of the page's people, as a mention does elsewhere. */
export async function readInput(
  input: SentInput,
  words: Phrases<PlaygroundWordKey>,
): Promise<{ readonly input: Input; readonly attached: Attached }> {
  if (input.kind === "press") {
    const values = readValues(input.values, input.several);
    return { input: { kind: "action", press: decodeAction(input.press), values }, attached: nothingAttached };
  }
  const attached = await readAttached(
    input.files.map(({ name, base64 }) => ({ name, fetch: () => Promise.resolve(decode(base64)) })),
  );
  const { files } = attached;
  const spoken = input.text.toLowerCase();
  const mentions = playgroundPersonNames.flatMap((key) => {
    const name = words.plain(`person.${key}`);
    return [key, name].some((called) => spoken.includes(`@${called.toLowerCase()}`))
      ? [{ id: personId(playgroundPeople[key].id), name, standing: playgroundPeople[key].standing }]
      : [];
  });
  return {
    input: { kind: "words", text: input.text, mentions, ...(files.length > 0 ? { files } : {}) },
    attached,
  };
}

function decode(base64: string): FetchedFile {
  const bytes = new Uint8Array(Buffer.from(base64, "base64"));
  return bytes.byteLength > attachedFileBytes ? { kind: "too-large" } : { kind: "fetched", bytes };
}
