/** The terminal's own words; the texts are in `knowledge/words/<language>/terminal.yaml`. */
export const terminalWordKeys = [
  "hello",
  "you",
  "person",
  "required",
  "choose-several",
  "choose-one",
  "consent",
  "consent-kept",
  "kept",
  "file.saved",
  "file.not-saved",
  "goodbye",
  "no-such-button",
] as const;
export type TerminalWordKey = (typeof terminalWordKeys)[number];
