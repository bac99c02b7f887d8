import type { Reply } from "../../core/conversation/reply.js";
import type { Log } from "../../log.js";
import { drawCards } from "../adaptive-card/card.js";
import { preparePictures } from "../pictures.js";
import type { DrawPicture } from "../pictures.js";
import { drawPlain } from "../plain-text.js";

/** A reply as the page takes it. */
export interface PageAnswer {
  readonly cards: readonly unknown[];
  readonly text: string;
  readonly replaces: boolean;
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly base64: string }[];
}

/** The page is on this machine: no platform's budget holds for its cards. */
const pageCardBytes = 2_000_000;

export const nothingToSay: PageAnswer = { cards: [], text: "", replaces: false, files: [] };

/** Draws a reply with its charts as images in the cards and its files in base64. */
export async function drawAnswer(reply: Reply, drawPicture: DrawPicture, log: Log): Promise<PageAnswer> {
  const drawn = await preparePictures(reply, (block) => drawPicture(block), log);
  const pictures = new Map(
    [...drawn].map(([block, png]) => [block, `data:image/png;base64,${Buffer.from(png).toString("base64")}`] as const),
  );
  const blocks = reply.blocks.filter((block) => block.kind !== "file");
  return {
    cards: drawCards({ ...reply, blocks }, pictures.size > 0 ? { pictures, bytes: pageCardBytes } : {}),
    text: drawPlain(reply),
    replaces: reply.replaces,
    files: reply.blocks.flatMap((block) =>
      block.kind === "file"
        ? [{ name: block.name, mediaType: block.mediaType, base64: Buffer.from(block.bytes).toString("base64") }]
        : [],
    ),
  };
}
