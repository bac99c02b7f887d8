/** Figures of Microsoft Teams and of our own, with where they come from. */

/** Ours: the largest activity we read, in bytes. Teams caps a message at about 100 KB, so a form stays well below. */
export const bodyLimitBytes = 256 * 1024;

/** Ours: what a pressed card may say back as a line of text, in characters. */
export const lineCharacters = 300;

/** Ours: the preview that Teams shows in notifications and reads to those who cannot see the card, in characters. */
export const previewCharacters = 500;

/** Ours: the words that a "ready, only you can open it" card can carry, in characters. */
export const replayCharacters = 4_000;

/** What one message may weigh with its pictures, in bytes: Teams says 100 KB and advises at most 80 (platforms page). */
export const messageBytes = 80_000;

/** How much of somebody else's message the "Draft our reply" action takes up, in characters. */
export const draftedCharacters = 3_000;

/** How long saving a file in the person's OneDrive may take. */
export const uploadedWithinMs = 30_000;

/** The dialog of a message action; Teams' own names of sizes. */
export const dialogSize = { height: "large", width: "medium" } as const;

/** What a dialog's card may weigh, in bytes: Teams holds results of message extensions to 28 KB (platforms page). */
export const dialogBytes = 22_000;

/** Microsoft Entra ID's own limit for a name that is shown; longer ones are cut, as cards that name people have little room. */
export const nameCharacters = 256;
