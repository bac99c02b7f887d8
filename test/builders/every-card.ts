import { loadWords } from "../../src/content/read-words.js";
import type { Reply } from "../../src/core/conversation/reply.js";
import { dialogBody, foundBody, lineCard, withShare } from "../../src/doors/msteams/extension.js";
import { insteadOfFile } from "../../src/doors/msteams/file-link.js";
import { dialogBytes } from "../../src/doors/msteams/limits.js";
import { drawPrivateCard, viewOf } from "../../src/doors/msteams/private-card.js";
import { PrivateViews } from "../../src/doors/msteams/private-views.js";
import { MsteamsReplies } from "../../src/doors/msteams/replies.js";
import type { Reader } from "../../src/doors/msteams/replies.js";
import { msteamsWordKeys } from "../../src/doors/msteams/words.js";
import { knowledgeFolder } from "../../src/package-root.js";
import { everyReply } from "./every-reply.js";
import { everyScene, sceneSettings } from "./reply-scenes/every-scene.js";
import { ana, playScenes } from "./reply-scenes/stage.js";
import { openWorld, quietLog } from "./world.js";

type Json = Readonly<Record<string, unknown>>;

/** A card by where it stands and what it says first. */
export interface NamedCard {
  readonly name: string;
  readonly card: Json;
}

/**
 * Every reply that the crawl and the scenes come to.
 *
 * @param keysSaid gets the key of every sentence in them
 */
export async function allReplies(keysSaid = new Set<string>()): Promise<readonly Reply[]> {
  const world = await openWorld({ keysSaid });
  const crawled = await everyReply(world);
  await world.close();
  return [...crawled, ...(await playScenes(everyScene, { keysSaid, environment: sceneSettings }))];
}

const fileUrl = "https://bot.example.com/files/f1";
const alone: Reader = { person: ana.id, place: "personal", user: "29:ana" };
const inGroup: Reader = { ...alone, place: "group" };
/** So small that what fits a card has pages here. */
const pageBytes = 6_000;

/** Every card that Teams can be given for these replies: in a chat, in a group, in a dialog, as a search result. */
export async function everyCard(replies: readonly Reply[]): Promise<readonly NamedCard[]> {
  const words = await loadWords(knowledgeFolder(), "msteams", msteamsWordKeys);
  const drawerOf = (link: string | undefined): MsteamsReplies => {
    const shelf = { put: () => ({ id: "f1" }), find: () => undefined, take: () => undefined, link: () => link };
    return new MsteamsReplies({
      words,
      log: quietLog,
      shelf,
      carriesFiles: true,
      drawPicture: () => Promise.reject(new TypeError("none")),
    });
  };
  const drawer = drawerOf(fileUrl);
  const views = new PrivateViews({ words, log: quietLog, clock: () => new Date(), replies: drawer });
  const viewed = (reply: Reply, page: number, bytes: number) =>
    views.show(reply, { id: `${reply.nonce}-${String(bytes)}`, for: ana.id, page }, inGroup, bytes);
  const places: Readonly<Record<string, (reply: Reply) => unknown>> = {
    chat: (reply) => drawer.cards(reply, "personal").map((card) => drawer.liveCard(reply, card, alone)),
    group: (reply) => [drawer, drawerOf(undefined)].map((one) => one.cards(reply, "channel")),
    curtain: (reply) => drawPrivateCard(words, { view: viewOf(reply, alone), reply, name: "Ana", users: ["29:ana"] }),
    view: (reply) => [1, 2].map((page) => viewed(reply, page, pageBytes)),
    dialog: (reply) => {
      const card = viewed(reply, 1, dialogBytes);
      const view = { id: reply.nonce, for: ana.id, page: 1 };
      return card && dialogBody(withShare(card, reply, view, words), "A title");
    },
    found: (reply) => isAnswer(reply) && foundBody([{ title: "A title", reply }], words),
  };
  const lines = (["extension.no-words", "private.gone", "draft.repeated"] as const).map((key) => words.plain(key));
  return apart([
    ...Object.entries(places).flatMap(([place, draw]) => replies.flatMap((reply) => named(place, draw(reply)))),
    ...named("line", [lines.map(lineCard), insteadOfFile("report.pdf", fileUrl, words)]),
  ]);
}

/** Only answers are found by searching and put into chats. */
const isAnswer = ({ audience, blocks }: Reply): boolean =>
  audience === "everyone" && blocks.some(({ kind }) => kind === "heading");

const named = (place: string, drawn: unknown): readonly NamedCard[] =>
  cardsIn(drawn).map((card) => ({ name: `${place}-${slug(String(card["speak"]))}`, card }));

function cardsIn(node: unknown): readonly Json[] {
  if (typeof node !== "object" || node === null) return [];
  const json = node as Json;
  return json["type"] === "AdaptiveCard" ? [json] : Object.values(json).flatMap(cardsIn);
}

const slug = (said: string): string =>
  said
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-|-$/g, "");

/** Those that look alike but for what their buttons carry, once. */
function apart(cards: readonly NamedCard[]): readonly NamedCard[] {
  const looks = new Map([...cards].reverse().map((one) => [lookOf(one.card), one]));
  return [...looks.values()].reverse();
}

const lookOf = (card: Json): string =>
  JSON.stringify(card, (key, value: unknown) => (key === "data" || key === "refresh" ? undefined : value));
