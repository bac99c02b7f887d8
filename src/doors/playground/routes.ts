import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import express from "express";
import type { NextFunction, Request as HttpRequest, Response, Router } from "express";
import { z } from "zod";
import { decodeAction } from "../../core/conversation/action.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Input, Request } from "../../core/conversation/request.js";
import { personId } from "../../core/ids.js";
import { drawCards } from "../adaptive-card/card.js";
import { readValues } from "../adaptive-card/fields.js";
import { drawPlain } from "../plain-text.js";
import { takeTurn } from "../turn.js";
import type { TurnParts } from "../turn.js";
import { allowLoopbackOnly, hardenPage } from "./guard.js";
import { playgroundPeople, playgroundPersonNames, playgroundWorkspace } from "./people.js";
import { playgroundWordKeys } from "./words.js";
import type { PlaygroundWordKey } from "./words.js";

const turnSchema = z.object({
  /** Made by the page for each turn, so that a repeat is answered once. */
  id: z.string().regex(/^[\w-]{8,64}$/),
  person: z.enum(playgroundPersonNames),
  input: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("words"), text: z.string().max(20_000) }),
    z.object({
      kind: z.literal("press"),
      press: z.string().max(4_000),
      several: z.array(z.string()).default([]),
      values: z.record(z.string(), z.unknown()),
    }),
  ]),
});

interface PlaygroundParts extends TurnParts {
  readonly words: Phrases<PlaygroundWordKey>;
  /** Where the built page is. */
  readonly pageDir: string;
}

/** The chat page and the one address it talks to, for this machine only. */
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
  router.use("/playground", express.static(parts.pageDir, { index: false }));
  router.get("/", (_request, response) => {
    response.sendFile(join(parts.pageDir, "index.html"));
  });
  router.post("/playground/turn", express.json({ limit: "64kb" }), (request, response, next) => {
    answerTurn(parts, request, response).catch(next);
  });
  router.use((error: unknown, _request: HttpRequest, response: Response, next: NextFunction) => {
    const status = z.object({ status: z.number().min(400).max(499) }).safeParse(error);
    if (!status.success) {
      next(error);
      return;
    }
    response.status(status.data.status).json({ error: parts.words.plain("malformed") });
  });
  return router;
}

/** Two words hold a place that the page fills in. */
const wordOf = (words: Phrases<PlaygroundWordKey>, key: PlaygroundWordKey): string =>
  words.plain(key, { label: "{label}", name: "{name}" });

async function answerTurn(parts: PlaygroundParts, request: HttpRequest, response: Response): Promise<void> {
  const turn = turnSchema.safeParse(request.body);
  if (!turn.success) {
    response.status(400).json({ error: parts.words.plain("malformed") });
    return;
  }
  const { id, input } = turn.data;
  const person = { ...playgroundPeople[turn.data.person], name: parts.words.plain(`person.${turn.data.person}`) };
  const asked: Request = {
    workspace: playgroundWorkspace,
    person,
    place: { kind: "personal", conversation: `playground:${turn.data.person}` },
    input: toInput(input, parts.words),
  };
  const reply = await takeTurn(parts, { deliveries: [`playground:${id}`], request: asked });
  if (!reply) {
    response.json({ cards: [], text: "", replaces: false, files: [] });
    return;
  }
  const files = reply.blocks.flatMap((block) =>
    block.kind === "file" ? [{ name: block.name, mediaType: block.mediaType, text: block.text }] : [],
  );
  response.json({
    cards: drawCards({ ...reply, blocks: reply.blocks.filter((block) => block.kind !== "file") }),
    text: drawPlain(reply),
    replaces: reply.replaces,
    files,
  });
}

/** `@name` names one of the page's people, as a mention does elsewhere. */
function toInput(input: z.infer<typeof turnSchema>["input"], words: Phrases<PlaygroundWordKey>): Input {
  if (input.kind === "press")
    return { kind: "action", press: decodeAction(input.press), values: readValues(input.values, input.several) };
  const mentions = playgroundPersonNames.flatMap((key) => {
    const name = words.plain(`person.${key}`);
    return [key, name].some((called) => input.text.toLowerCase().includes(`@${called.toLowerCase()}`))
      ? [{ id: personId(playgroundPeople[key].id), name }]
      : [];
  });
  return { kind: "words", text: input.text, mentions };
}
