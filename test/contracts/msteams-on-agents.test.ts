import { describe } from "vitest";
import { useSdk } from "../doors/msteams/sdk.js";

// What is said of the Teams door on botbuilder is said again on the Microsoft 365 Agents SDK: importing a suite runs it here.
useSdk("agents");

describe("on the Agents SDK: the door", async () => {
  await import("../doors/msteams/msteams-door.test.js");
});

describe("on the Agents SDK: files, pictures and dialogs", async () => {
  await import("../doors/msteams/files-and-pictures.test.js");
});

describe("on the Agents SDK: identity", async () => {
  await import("../doors/msteams/identity.test.js");
});

describe("on the Agents SDK: the consultants' desk", async () => {
  await import("../delivery/desk/bridge.test.js");
});
