/** Figures of Microsoft Teams and of our own, with where they come from. */

/** Ours: the largest activity we read, in bytes. Teams caps a message at about 100 KB, so a form stays well below. */
export const bodyLimitBytes = 256 * 1024;

/** Ours: what a pressed card may say back as a line of text, in characters. */
export const lineCharacters = 300;

/** Ours: the preview that Teams shows in notifications and reads to those who cannot see the card, in characters. */
export const previewCharacters = 500;

/** Ours: the words that a "ready, only you can open it" card can carry, in characters. */
export const replayCharacters = 200;
