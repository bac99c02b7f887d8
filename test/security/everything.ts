import { entryId } from "../../src/core/ids.js";
import { trailEntrySchema } from "../../src/core/team/trail.js";
import type { TrailEntry } from "../../src/core/team/trail.js";

/** Somebody who leaves behind all that a person can. */
export interface Marked {
  readonly id: string;
  readonly name: string;
  /** Stands in whatever they type. */
  readonly marker: string;
}

type Kind = TrailEntry["kind"];

/**
 * One entry of every kind there is, as one person causes it; the compiler asks for a new kind's.
 *
 * Parts of it stay when the person is forgotten: what they answered, and the notes to it.
 */
export function everythingOf({ id: person, name, marker }: Marked, file: string): readonly TrailEntry[] {
  const at = "2026-11-20T10:00:00.000Z";
  const consultation = `consultation-${marker}`;
  const form = {
    topic: `topic ${marker}`,
    situation: `situation ${marker}`,
    name,
    email: `${marker}@example.com`,
    times: `times ${marker}`,
    timeZone: "Europe/Berlin",
    shareSummary: true,
  };
  const consented = {
    shared: ["topic", "email", "name", "situation", "times", "question", "summary", "report"],
    origin: { question: `question ${marker}`, topic: { id: "cost", title: "What it costs" } },
    summary: `summary ${marker}`,
    report: { name: `report-${marker}.pdf`, entry: `entry-${marker}`, at },
  };
  const message = {
    id: `message-${marker}`,
    type: "consultation.requested",
    at,
    consultation,
    reference: `AI-${marker}`,
    details: { ...form, platform: "slack", question: `question ${marker}`, summary: `summary ${marker}` },
  };
  const answered = {
    ...{ assessment: "a1", question: "policy-written", questionsVersion: "1" },
    value: { kind: "state", state: "not-applicable", reason: `kept reason ${marker}` },
  };
  const byKind: Readonly<Record<Kind, Record<string, unknown>>> = {
    "workspace-linked": { platform: "playground", workspace: "w1", by: null },
    "person-named": { person, name },
    "team-named": { name: "Acme" },
    "reminders-set": { isOn: true },
    "reminders-muted": { person, isMuted: true },
    reminded: { person, outcome: "told", by: null },
    "retention-warned": { by: null },
    "data-kept": {},
    exported: { what: "report", format: "pdf" },
    "lead-set": { person },
    invited: { person },
    uninvited: { person },
    "conversation-kept": {
      ...{ platform: "msteams", conversation: `conversation-${marker}`, person, by: null },
      reference: { user: { id: `user-${marker}` } },
    },
    "app-removed": { platform: "msteams", by: null },
    "earlier-file-set-aside": { file, by: null },
    "assessment-started": { assessment: "a1", questionsVersion: "1" },
    "mode-set": { assessment: "a1", mode: "quick" },
    answered: { ...answered, press: `press-answered-${marker}` },
    settled: { ...answered, press: `press-settled-${marker}` },
    skipped: { assessment: "a1", question: "policy-reviewed", questionsVersion: "1", press: `press-skipped-${marker}` },
    "detail-recorded": {
      ...{ assessment: "a1", question: "policy-written", press: `press-detail-${marker}` },
      ...{ note: `kept note ${marker}`, evidence: `https://example.com/kept-${marker}`, applies: `kept ${marker}` },
      ...{ owner: name, ownerPerson: person, due: "2026-12-01" },
    },
    "area-assigned": { assessment: "a1", area: "policy", person, press: `press-area-${marker}` },
    "customer-edition-set": { assessment: "a1", plans: [], shows: ["names"], press: `press-edition-${marker}` },
    "assessment-archived": { assessment: "a0" },
    "consultation-requested": {
      ...{ consultation, press: `press-consult-${marker}`, reference: `AI-${marker}`, form },
      ...consented,
    },
    "consultation-changed": { consultation, press: `press-change-${marker}`, form, ...consented },
    "consultation-moved": { consultation, state: "accepted", by: null },
    "consultation-proposed": {
      ...{ consultation, press: `press-propose-${marker}`, times: [at], timeZone: "UTC", by: null },
      note: `offered ${marker}`,
    },
    "consultation-messaged": {
      ...{ consultation, said: `said-${marker}`, from: "asker", text: `written ${marker}` },
      files: [`file-${marker}.pdf`],
    },
    "consultation-nudged": { consultation, by: null },
    "message-posted": {
      ...{ consultation, destination: "asker", channel: `chat-${marker}`, message: `message-${marker}`, by: null },
    },
    "delivery-queued": { delivery: `delivery-${marker}`, destination: "webhook", message },
    "notice-queued": { delivery: `notice-${marker}`, person, notice: { type: "reminder" }, by: null },
    "delivery-dead": { delivery: `delivery-${marker}`, attempt: 9, reason: "no answer", by: null },
    "delivery-revived": { delivery: `delivery-${marker}`, by: null },
    "delivery-failed": { delivery: `delivery-${marker}`, attempt: 1, nextAt: at, reason: "no answer", by: null },
    "delivery-succeeded": { delivery: `delivery-${marker}`, by: null },
    "delivery-dropped": { delivery: `delivery-${marker}`, by: null },
    "answer-rated": { topic: "cost", verdict: "up", card: `card-${marker}` },
    "question-kept": { text: "a cleaned question", why: "unknown", topic: null, by: null },
  };
  return Object.entries(byKind).map(([kind, entry], index) =>
    trailEntrySchema.parse({ id: entryId(`${marker}-${String(index)}`), at, by: person, kind, ...entry }),
  );
}
