/** The Slack door's own words; the texts are in `knowledge/words/<language>/slack.yaml`. */
export const slackWordKeys = [
  "loading",
  "saving",
  "close",
  "done",
  "form-below",
  "form.cut",
  "mention-again",
  "home.title",
  "home.text",
  "file.sent",
  "file.not-sent",
  "file.too-large",
  "file.not-read",
  "destination.title",
  "destination.changed",
  "destination.summary",
  "name.someone",
] as const;
export type SlackWordKey = (typeof slackWordKeys)[number];
