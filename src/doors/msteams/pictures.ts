import type { Reply } from "../../core/conversation/reply.js";
import type { Log } from "../../log.js";
import { preparePictures } from "../pictures.js";
import type { DrawPicture } from "../pictures.js";
import type { Attachment } from "./conversation.js";
import { messageBytes } from "./limits.js";

/** A reply's charts as inline images, which need no public address; one too heavy for a message is left out. */
export async function drawInline(reply: Reply, drawPicture: DrawPicture, log: Log): Promise<readonly Attachment[]> {
  const drawn = await preparePictures(reply, (block) => drawPicture(block), log);
  return [...drawn].flatMap(([{ title }, png]): Attachment[] => {
    const contentUrl = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
    if (contentUrl.length <= messageBytes - frameBytes) return [{ contentType: "image/png", name: title, contentUrl }];
    log.warn("msteams.picture-too-heavy", { bytes: contentUrl.length });
    return [];
  });
}

/** Room for what a message is besides its pictures and cards. */
export const frameBytes = 3_000;
