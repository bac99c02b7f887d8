import { afterNotice, noticeBlocks } from "../core/commands/notices.js";
import { tellPerson } from "../core/commands/teamwork/tell.js";
import type { AdvisorParts } from "../core/commands/turn-context.js";
import type { NoticePort } from "./destination.js";

/** To the people of a team, in their own chats with the bot. */
export const createNotices = (parts: AdvisorParts): NoticePort => ({
  tell: async (open, trail) => {
    const blocks = noticeBlocks(parts, trail, open);
    return blocks ? tellPerson(parts, trail, open.person, blocks, open.id) : "pointless";
  },
  after: (open, isTold, trail) => afterNotice(parts, open, { trail, isTold }),
});
