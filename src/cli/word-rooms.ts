import { cardWordKeys } from "../ai-card.js";
import { reportWordKeys } from "../core/report-words.js";
import { coreWordKeys } from "../core/words.js";
import { emailWordKeys } from "../delivery/email/words.js";
import { msteamsWordKeys } from "../doors/msteams/words.js";
import { playgroundWordKeys } from "../doors/playground/words.js";
import { slackWordKeys } from "../doors/slack/words.js";
import { terminalWordKeys } from "../doors/terminal/words.js";
import { pageWordKeys } from "../pages/words.js";
import type { WordRooms } from "../content/read-words.js";

/** Every room of `knowledge/words/en/` and the sentences it uses. */
export const rooms: WordRooms = [
  ["card", cardWordKeys],
  ["core", coreWordKeys],
  ["email", emailWordKeys],
  ["msteams", msteamsWordKeys],
  ["pages", pageWordKeys],
  ["playground", playgroundWordKeys],
  ["report", reportWordKeys],
  ["slack", slackWordKeys],
  ["terminal", terminalWordKeys],
];
