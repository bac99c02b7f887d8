import { randomInt, randomUUID } from "node:crypto";
import type { Ids } from "./core/ports/ids.js";

/** The letters of reference numbers: none that is mistaken for another when read aloud or written down. */
const referenceAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const referencePart = (): string =>
  Array.from({ length: 4 }, () => referenceAlphabet[randomInt(referenceAlphabet.length)]).join("");

export const systemIds: Ids = {
  unique: () => randomUUID(),
  reference: () => `AI-${referencePart()}-${referencePart()}`,
};
export const systemClock = (): Date => new Date();
