import type { SecretKeys } from "../config/settings.js";
import { createSealer } from "./sealer.js";
import type { Sealer } from "./sealer.js";
import { deriveKey } from "./secret-key.js";

/** Seals what waits in the inbox with a key of its own, made from SECRET_KEY; opens that of SECRET_KEY_OLD too. */
export const inboxSealer = ({ current, old }: SecretKeys): Sealer =>
  createSealer({ current: deriveKey(current, "inbox"), old: old && deriveKey(old, "inbox") });
