/** Every sentence of the e-mails to the consultant, by key; the texts are in `knowledge/words/<language>/email.yaml`. */
export const emailWordKeys = [
  "title",
  "topic",
  "situation",
  "name",
  "email",
  "times",
  "time-zone",
  "question",
  "knowledge-topic",
  "summary",
  "report",
  "platform",
  "times.attached",
  "times.in-words",
  "report.attached",
  "report.missing",
  "reply",
  "calendar.title",
] as const;
export type EmailWordKey = (typeof emailWordKeys)[number];
