import type { Reply } from "../../conversation/reply.js";
import type { Nonce } from "../../ids.js";
import { isFirstPost, sharerName } from "../posted.js";
import { replyWith } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { showReport } from "./report.js";

/** The report for everybody in the place, with the name of who shared it; once from each card. */
export async function shareReport(context: TurnContext, card: Nonce): Promise<Reply> {
  const { words } = context.parts;
  const report = showReport(context, "everyone");
  if (report.audience !== "everyone") return report;
  if (!(await isFirstPost(context, card)))
    return replyWith(context, [{ kind: "note", markdown: words.say("post.done-before") }], { replaces: false });
  const sharedBy = words.say("post.shared-by", { name: sharerName(context) });
  return { ...report, blocks: [...report.blocks, { kind: "note", markdown: sharedBy }] };
}
