/** Every sentence of the Teams door; the texts are in `knowledge/words/<language>/msteams.yaml`. */
export const msteamsWordKeys = [
  "welcome.channel",
  "welcome.channel-by",
  "press.answered-below",
  "press.repeated",
  "private.ready",
  "private.ready-unnamed",
  "private.open",
  "private.not-yours",
  "file.consent",
  "file.declined",
  "file.gone",
  "file.failed",
  "file.not-yours",
  "file.link",
  "file.personal-only",
  "file.too-large",
  "file.not-read",
  "draft.title",
  "draft.repeated",
  "dialog.more",
] as const;

export type MsteamsWord = (typeof msteamsWordKeys)[number];
