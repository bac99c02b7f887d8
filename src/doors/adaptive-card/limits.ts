/** The project's budget for one card, well under Teams' 28 KB for a message extension and 100 KB for a message (platforms page). */
export const cardBytes = 25_000;
/** Teams shows at most six actions in one action set. */
export const actionsInSet = 6;
/** What buttons stand beside each other on a card 320 pixels wide, in letters; measured with Microsoft's renderer. */
export const rowWidth = 38;
/** A label beyond this is cut at a word. */
export const labelLength = 60;
/** The longest run of text put into one block, so that a block always fits a card. */
export const textLength = 3_000;
