import { z } from "zod";
import { makePhrases } from "../core/conversation/phrases.js";
import type { Phrases } from "../core/conversation/phrases.js";
import { AdvisorError } from "../core/errors.js";
import { showFinding } from "./finding.js";
import type { ContentFinding } from "./finding.js";
import { readText } from "./read-text.js";
import { parseYaml } from "./yaml-file.js";

/** The sentences of one room, checked against the keys it uses. Errors: `content-wrong`. */
export async function loadWords<const Key extends string>(
  folder: string,
  room: string,
  keys: readonly Key[],
): Promise<Phrases<Key>> {
  const { phrases, findings } = await checkWords(folder, room, keys);
  const first = findings[0];
  if (first) throw new AdvisorError("content-wrong", { happened: showFinding(first) });
  return phrases;
}

/** Each room of `words/en/` and the sentences it uses. */
export type WordRooms = readonly (readonly [room: string, keys: readonly string[]])[];

export async function checkRooms(folder: string, rooms: WordRooms): Promise<readonly ContentFinding[]> {
  const checked = await Promise.all(rooms.map(([room, keys]) => checkWords(folder, room, keys)));
  return checked.flatMap(({ findings }) => findings);
}

export async function checkWords<const Key extends string>(
  folder: string,
  room: string,
  keys: readonly Key[],
): Promise<{ phrases: Phrases<Key>; findings: readonly ContentFinding[] }> {
  const file = `words/en/${room}.yaml`;
  const findings: ContentFinding[] = [];
  const text = await readText(folder, file, findings);
  const parsed = parseYaml(text ?? "{}", z.record(z.string(), z.string()), file);
  if (parsed.kind === "faulty") return { phrases: makePhrases(keys, {}).phrases, findings: parsed.findings };
  const { phrases, faults } = makePhrases(keys, parsed.value);
  return {
    phrases,
    findings: [...findings, ...faults.map(({ key, message }) => ({ file, line: parsed.lineOf([key]), message }))],
  };
}
