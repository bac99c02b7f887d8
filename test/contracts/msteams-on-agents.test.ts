import { describe } from "vitest";
import { useSdk } from "../doors/msteams/sdk.js";

// What is said of the Teams door on botbuilder is said again on the Microsoft 365 Agents SDK: importing a suite runs it here.
useSdk("agents");

describe("on the Agents SDK: the door", async () => {
  await import("../doors/msteams/msteams-door.test.js");
});

describe("on the Agents SDK: who calls, and what Teams is asked", async () => {
  await import("../doors/msteams/host.test.js");
});

describe("on the Agents SDK: files, pictures and dialogs", async () => {
  await import("../doors/msteams/files-and-pictures.test.js");
});

describe("on the Agents SDK: identity", async () => {
  await import("../doors/msteams/identity.test.js");
});

describe("on the Agents SDK: cards that act", async () => {
  await import("../doors/msteams/cards-that-act.test.js");
});

describe("on the Agents SDK: the message extension", async () => {
  await import("../doors/msteams/extension.test.js");
});

describe("on the Agents SDK: messages nobody asked for", async () => {
  await import("../doors/msteams/proactive.test.js");
});

describe("on the Agents SDK: removals nobody told of", async () => {
  await import("../doors/msteams/missed-removals.test.js");
});

describe("on the Agents SDK: guests and people of other tenants", async () => {
  await import("../doors/msteams/people.test.js");
});
