import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import express from "express";
import type { NextFunction, Request as HttpRequest, Response, Router } from "express";
import { z } from "zod";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { Request } from "../../core/conversation/request.js";
import { refuseOtherMethods } from "../../http-methods.js";
import { withUnread } from "../attached-files.js";
import type { DrawPicture } from "../pictures.js";
import { drawPlain } from "../plain-text.js";
import { takeTurn } from "../turn.js";
import type { TurnParts } from "../turn.js";
import { drawAnswer, nothingToSay } from "./draw-answer.js";
import { allowLoopbackOnly, hardenPage } from "./guard.js";
import type { Mailbox } from "./mailbox.js";
import { playgroundPeople, playgroundPersonNames, playgroundWorkspace } from "./people.js";
import { readInput, turnSchema } from "./turn-schema.js";
import { playgroundWordKeys } from "./words.js";
import type { PlaygroundWordKey } from "./words.js";

interface PlaygroundParts extends TurnParts {
  readonly words: Phrases<PlaygroundWordKey>;
  readonly drawPicture: DrawPicture;
  readonly mailbox: Mailbox;
  /** Where the built page is. */
  readonly pageDir: string;
}

/** Files come in base64, a third larger than they are. */
const turnLimit = "8mb";

/** The chat page and the addresses it talks to, for this machine only. */
export function createPlayground(parts: PlaygroundParts): Router {
  const router = express.Router();
  const script = join(
    dirname(createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.js")),
    "adaptivecards.min.js",
  );
  router.use(allowLoopbackOnly, hardenPage);
  router.get("/playground/words.json", (_request, response) => {
    response.json(Object.fromEntries(playgroundWordKeys.map((key) => [key, wordOf(parts.words, key)])));
  });
  router.get("/playground/adaptivecards.js", (_request, response) => {
    response.sendFile(script);
  });
  router.get("/playground/inbox", (request, response, next) => {
    handOutMail(parts, request, response).catch(next);
  });
  router.use("/playground", express.static(parts.pageDir, { index: false }));
  router.get("/", (_request, response) => {
    response.sendFile(join(parts.pageDir, "index.html"));
  });
  router.post("/playground/turn", express.json({ limit: turnLimit }), (request, response, next) => {
    answerTurn(parts, request, response).catch(next);
  });
  router.all("/playground/turn", refuseOtherMethods("POST"));
  router.all(
    ["/", "/playground/words.json", "/playground/adaptivecards.js", "/playground/inbox"],
    refuseOtherMethods("GET"),
  );
  router.use((error: unknown, _request: HttpRequest, response: Response, next: NextFunction) => {
    const status = z.object({ status: z.number().min(400).max(499) }).safeParse(error);
    if (!status.success) {
      next(error);
      return;
    }
    const word = status.data.status === 413 ? "message.too-large" : "malformed";
    response.status(status.data.status).json({ error: parts.words.plain(word) });
  });
  return router;
}

/** Some words hold places that the page fills in. */
const wordOf = (words: Phrases<PlaygroundWordKey>, key: PlaygroundWordKey): string =>
  words.plain(key, { label: "{label}", name: "{name}", megabytes: "{megabytes}" });

/** The answer comes as lines of JSON: how far the work is, any number of times, and then the reply. */
async function answerTurn(parts: PlaygroundParts, request: HttpRequest, response: Response): Promise<void> {
  const { words, log, drawPicture } = parts;
  const turn = turnSchema.safeParse(request.body);
  if (!turn.success) {
    response.status(400).json({ error: words.plain("malformed") });
    return;
  }
  const { id } = turn.data;
  const { input, attached } = await readInput(turn.data.input, words);
  response.type("application/x-ndjson");
  const write = (line: unknown): void => {
    response.write(`${JSON.stringify(line)}\n`);
  };
  const asked: Request = {
    workspace: playgroundWorkspace,
    person: { ...playgroundPeople[turn.data.person], name: words.plain(`person.${turn.data.person}`) },
    place: { kind: "personal", conversation: `playground:${turn.data.person}` },
    input,
    showProgress: (progress: Reply) => {
      write({ progress: drawPlain(progress) });
      return Promise.resolve();
    },
  };
  const reply = await takeTurn(parts, { deliveries: [`playground:${id}`], request: asked });
  const said = reply && withUnread(reply, attached, (key, values) => words.say(key, values));
  write(said ? await drawAnswer(said, drawPicture, log) : nothingToSay);
  response.end();
}

const inboxSchema = z.object({ person: z.enum(playgroundPersonNames) });

async function handOutMail(parts: PlaygroundParts, request: HttpRequest, response: Response): Promise<void> {
  const asked = inboxSchema.safeParse(request.query);
  if (!asked.success) {
    response.status(400).json({ error: parts.words.plain("malformed") });
    return;
  }
  const waiting = parts.mailbox.collect(playgroundPeople[asked.data.person].id);
  const answers = await Promise.all(waiting.map((reply) => drawAnswer(reply, parts.drawPicture, parts.log)));
  response.json({ answers });
}
