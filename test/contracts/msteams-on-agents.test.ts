import { readdir } from "node:fs/promises";
import { describe } from "vitest";
import { useSdk } from "../doors/msteams/sdk.js";

// What is said of the Teams door on botbuilder is said again on the Microsoft 365 Agents SDK: importing a suite runs it here.
useSdk("agents");

const folder = new URL("../doors/msteams/", import.meta.url);
/** These open no door, or speak of both SDKs themselves. */
const notOfOneSdk: ReadonlySet<string> = new Set([
  "credentials.test.ts",
  "file-hosts.test.ts",
  "loaded-sdk.test.ts",
  "patience.test.ts",
  "pictures.test.ts",
]);

for (const suite of (await readdir(folder)).filter((file) => file.endsWith(".test.ts") && !notOfOneSdk.has(file)))
  describe(`on the Agents SDK: ${suite}`, async () => {
    await import(new URL(suite, folder).pathname);
  });
