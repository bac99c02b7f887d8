import { afterEach, describe, expect, it } from "vitest";
import { attachedFileBytes } from "../../../src/core/conversation/request.js";
import { personId } from "../../../src/core/ids.js";
import { Mailbox } from "../../../src/doors/playground/mailbox.js";
import { createPlayground } from "../../../src/doors/playground/routes.js";
import { playgroundWordKeys } from "../../../src/doors/playground/words.js";
import { startServer } from "../../../src/server/http-server.js";
import type { RunningServer } from "../../../src/server/http-server.js";
import {
  chart,
  lineOf,
  memoryClaims,
  quietLog,
  replyOf,
  reportFile,
  standinAdvisor,
  wordsOfDoor,
} from "../door-parts.js";
import type { StandinAdvisor } from "../door-parts.js";

let server: RunningServer;
let mailbox: Mailbox;
afterEach(() => server.close());

async function open(advisor: StandinAdvisor): Promise<void> {
  mailbox = new Mailbox();
  const router = createPlayground({
    advisor,
    claims: memoryClaims(),
    log: quietLog,
    words: await wordsOfDoor("playground", playgroundWordKeys),
    drawPicture: () => Promise.resolve(new TextEncoder().encode("picture")),
    mailbox,
    pageDir: ".",
  });
  const isReady = () => Promise.resolve(true);
  server = await startServer({ host: "127.0.0.1", port: 0, routers: [router], isReady, log: quietLog });
}

const url = (path: string): string => `http://127.0.0.1:${String(server.port)}${path}`;
const turn = (input: Record<string, unknown>): Promise<Response> =>
  fetch(url("/playground/turn"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: crypto.randomUUID(), person: "you", input: { kind: "words", text: "hi", ...input } }),
  });
interface Line {
  readonly progress?: string;
  readonly cards?: unknown[];
  readonly files?: { readonly name: string; readonly mediaType: string; readonly base64: string }[];
}
const linesOf = async (response: Response): Promise<Line[]> =>
  (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

describe("the playground's answers", () => {
  it("say how far the work is, line by line, and then the reply", async () => {
    await open(
      standinAdvisor(async (request) => {
        await request.showProgress?.(lineOf("1 of 2"));
        await request.showProgress?.(lineOf("2 of 2"));
        return lineOf("Done.");
      }),
    );
    const lines = await linesOf(await turn({}));
    expect(lines.map((line) => line.progress)).toEqual(["1 of 2", "2 of 2", undefined]);
    expect(JSON.stringify(lines[2]?.cards)).toContain("Done.");
  });

  it("carry files byte for byte, and charts as images with their words", async () => {
    await open(standinAdvisor(() => replyOf([chart, reportFile("\u00ff\u0000 bytes")])));
    const [answer] = await linesOf(await turn({}));
    expect(answer?.files).toEqual([
      {
        name: "report.pdf",
        mediaType: "application/pdf",
        base64: Buffer.from("\u00ff\u0000 bytes").toString("base64"),
      },
    ]);
    const cards = JSON.stringify(answer?.cards);
    expect(cards).toContain(`"url":"data:image/png;base64,${Buffer.from("picture").toString("base64")}"`);
    expect(cards).toContain(`"altText":"${chart.alt}"`);
  });
});

describe("files into the playground", () => {
  it("come with the words", async () => {
    const advisor = standinAdvisor(() => lineOf("Read."));
    await open(advisor);
    await turn({ text: "", files: [{ name: "list.csv", base64: Buffer.from("a;b").toString("base64") }] });
    expect(advisor.asked[0]?.input).toMatchObject({ text: "", files: [{ name: "list.csv" }] });
  });

  it("are told of when they are too large, and the words still go through", async () => {
    const advisor = standinAdvisor(() => lineOf("Answered."));
    await open(advisor);
    const base64 = Buffer.alloc(attachedFileBytes + 1).toString("base64");
    const [answer] = await linesOf(await turn({ files: [{ name: "list.csv", base64 }] }));
    expect(JSON.stringify(answer)).toContain("larger than 5 MB");
    expect(advisor.asked[0]?.input).not.toHaveProperty("files");
  });

  it("are refused with a sentence when all together are too large to be sent, or are no files", async () => {
    await open(standinAdvisor(() => lineOf("x")));
    const refused = await turn({ files: [{ name: "a", base64: "A".repeat(9_000_000) }] });
    expect(refused.status).toBe(413);
    expect(await refused.text()).toContain("too large to send together");
    expect((await turn({ files: [{ name: "a", base64: "no base64!" }] })).status).toBe(400);
  });
});

describe("the playground's inbox", () => {
  it("hands out once what there is to say to a person, and nothing of another's", async () => {
    await open(standinAdvisor(() => lineOf("x")));
    const to = (person: string) => ({
      workspace: { platform: "playground", id: "local" } as const,
      person: personId(person),
      reference: undefined,
    });
    expect(await mailbox.tell(to("playground:you"), lineOf("Time to look again."))).toBe("told");
    expect(await mailbox.tell(to("playground:nobody"), lineOf("x"))).toBe("unreachable");
    const inbox = async (person: string): Promise<string> =>
      (await fetch(url(`/playground/inbox?person=${person}`))).text();
    expect(await inbox("colleague")).toBe('{"answers":[]}');
    expect(await inbox("you")).toContain("Time to look again.");
    expect(await inbox("you")).toBe('{"answers":[]}');
    expect((await fetch(url("/playground/inbox?person=nobody"))).status).toBe(400);
  });
});
