import { cardWordKeys } from "../ai-card.js";
import { coreWordKeys } from "../core/words.js";
import { msteamsWordKeys } from "../doors/msteams/words.js";
import { playgroundWordKeys } from "../doors/playground/words.js";
import { slackWordKeys } from "../doors/slack/words.js";
import { terminalWordKeys } from "../doors/terminal/words.js";
import type { CheckPlan } from "../content/checks/check-knowledge.js";

/** Every room of `knowledge/words/en/` and the sentences it uses. */
export const rooms: CheckPlan["rooms"] = [
  ["card", cardWordKeys],
  ["core", coreWordKeys],
  ["msteams", msteamsWordKeys],
  ["playground", playgroundWordKeys],
  ["slack", slackWordKeys],
  ["terminal", terminalWordKeys],
];
