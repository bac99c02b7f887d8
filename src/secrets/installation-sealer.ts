import type { SecretKeys } from "../config/settings.js";
import { createSealer } from "./sealer.js";
import type { Sealer } from "./sealer.js";
import { deriveKey } from "./secret-key.js";

/** Seals the installations with a key of their own, made from SECRET_KEY; opens those of SECRET_KEY_OLD too. */
export const installationSealer = ({ current, old }: SecretKeys): Sealer =>
  createSealer({
    current: deriveKey(current, "installations"),
    old: old && deriveKey(old, "installations"),
  });
