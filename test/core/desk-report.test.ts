import { afterEach, describe, expect, it } from "vitest";
import { createAdvisor } from "../../src/core/advisor.js";
import { decodeAction, encodeAction } from "../../src/core/conversation/action.js";
import type { FileBlock, Reply } from "../../src/core/conversation/reply.js";
import type { Request } from "../../src/core/conversation/request.js";
import { consultationId, nonce } from "../../src/core/ids.js";
import { answerPartOne, consultationForm, openWorld, person, textOf, uniqueId } from "../builders/world.js";
import type { World } from "../builders/world.js";
import { readPdf } from "../documents/read-pdf.js";

const ana = person("Ana");
let world: World;
afterEach(() => world.close());

/** A request with the report shared or not; resolves to what presses "Get the report" on its card. */
async function requested(shareReport: "yes" | "no"): Promise<(at?: Request["atDesk"]) => Promise<Reply>> {
  const slack = { SLACK_BOT_TOKEN: "xoxb-test", SLACK_SIGNING_SECRET: "secret", CONSULT_SLACK_CHANNEL: "C9" };
  world = await openWorld({ environment: slack });
  const anas = world.talk(ana);
  await answerPartOne(anas, await anas.say("assess"));
  await anas.press(await anas.say("consult"), "Send the request", { ...consultationForm, shareReport });
  const [team] = await world.store.directory.summaries();
  const consultation = team?.requests[0]?.consultation ?? consultationId("none");
  const advisor = createAdvisor(world.parts);
  return (atDesk) =>
    advisor.respond({
      ...{ workspace: { platform: "slack", id: "T9" }, person: person("Kim") },
      place: { kind: "channel", conversation: "C9" },
      input: {
        kind: "action",
        press: decodeAction(encodeAction({ action: { do: "desk-report", consultation }, nonce: nonce(uniqueId()) })),
        values: {},
      },
      ...(atDesk ? { atDesk } : {}),
    });
}

const filesOf = (reply: Reply): readonly FileBlock[] => reply.blocks.filter((block) => block.kind === "file");

describe("a consultant who asks for the report", () => {
  it("gets it at the desk as a PDF without names, for themselves alone, and nowhere else", async () => {
    const press = await requested("yes");
    const reply = await press("slack-channel");
    const [file] = filesOf(reply);
    expect(reply.audience).toBe("asker");
    expect(file?.name).toMatch(/report.*\.pdf$/);
    const { texts } = await readPdf(file?.bytes ?? new Uint8Array());
    const text = texts.join(" ");
    expect(text).toContain("Certify");
    expect(text).not.toContain(ana.name);
    expect(filesOf(await press())).toEqual([]);
  });

  it("gets none that was not shared, and none once its team deleted everything", async () => {
    const unshared = await requested("no");
    expect(filesOf(await unshared("slack-channel"))).toEqual([]);
    await world.close();
    const press = await requested("yes");
    const talk = world.talk(ana);
    await talk.press(await talk.say("forget"), "Delete everything");
    const reply = await press("slack-channel");
    expect(filesOf(reply)).toEqual([]);
    expect(textOf(reply)).toContain("deleted");
  });
});
