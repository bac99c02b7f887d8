import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { PictureBlock, Reply } from "../../core/conversation/reply.js";
import type { Log } from "../../log.js";
import { preparePictures } from "../pictures.js";
import type { DrawPicture, Pictures } from "../pictures.js";
import { shorten } from "../split-text.js";
import { slackCode } from "./slack-code.js";
import { textInAlt } from "./limits.js";

interface PictureParts {
  readonly client: WebClient;
  readonly drawPicture: DrawPicture;
  readonly log: Log;
  /** Whether the app was given `files:write`. */
  readonly mayUpload: boolean;
}

/** Uploads a reply's pictures, each to an id of Slack's for an image block; what does not get there stays text. */
export async function uploadPictures(reply: Reply, parts: PictureParts): Promise<Pictures<string>> {
  if (!parts.mayUpload) return new Map();
  return preparePictures(
    reply,
    async (block) => upload(block, await parts.drawPicture(block), parts.client),
    parts.log,
  );
}

const uploadedSchema = z.object({
  files: z.array(z.object({ files: z.array(z.looseObject({ id: z.string() })).min(1) })).min(1),
});

/** Into no channel: the file is shown only where a message of ours points to it. */
async function upload(block: PictureBlock, png: Uint8Array, client: WebClient): Promise<string> {
  const answer = await client.filesUploadV2({
    file: Buffer.from(png),
    filename: "chart.png",
    title: block.title,
    alt_text: shorten(block.alt, textInAlt),
  });
  const [completed] = uploadedSchema.parse(answer).files;
  return completed?.files[0]?.id ?? "";
}

/** Whether Slack refused a message for its picture, which it does until the file is processed. */
export function isPictureRefused(error: unknown): boolean {
  const code = slackCode(error) ?? (error instanceof Error && "code" in error ? String(error.code) : "");
  return /invalid_blocks|file/.test(code) || code === "slack_bolt_respond_error";
}
