import { minutesToAnswer } from "./rows.js";
import type { Row } from "./rows.js";

/** A request in one line. */
export function toLine(row: Row): string {
  const { consultation, undelivered } = row;
  const { reference, state, requestedAt, form } = consultation;
  return [
    reference,
    state.padEnd(9),
    shownTime(requestedAt),
    answerOf(row).padEnd(14),
    form.name === "" ? `<${form.email}>` : `${form.name} <${form.email}>`,
    `${form.topic}${undelivered > 0 ? `  (${String(undelivered)} not delivered yet)` : ""}`,
  ].join("  ");
}

function answerOf(row: Row): string {
  const minutes = minutesToAnswer(row);
  return minutes === undefined ? "unanswered" : `answered ${duration(minutes)}`;
}

/** A request with all that is known of it. */
export function toText(row: Row): string {
  const { form, summary, scheduledFor } = row.consultation;
  return [
    toLine(row),
    ...(row.movedBy === undefined ? [] : [`Last moved by ${row.movedBy}.`]),
    ...(scheduledFor === undefined ? [] : [`Scheduled for ${shownTime(scheduledFor)} UTC.`]),
    ...(row.messages === 0 ? [] : [`${String(row.messages)} message${row.messages === 1 ? "" : "s"} to and fro.`]),
    ...(form.times === "" ? [] : [`Times: ${form.times} ${form.timeZone}`]),
    ...(form.situation === "" ? [] : ["", form.situation]),
    ...(summary === undefined ? [] : ["", summary]),
  ].join("\n");
}

/** Columns are added at the end, never renamed: scripts read them. */
export const csvHead =
  "reference,state,requested,changed,team,name,email,topic,situation,times,time zone,summary,not delivered,first answer,minutes to first answer,moved by,scheduled for,messages";

export function toCsv(row: Row): string {
  const { team, consultation, undelivered, firstAnswerAt, movedBy, messages } = row;
  const { reference, state, requestedAt, changedAt, form, summary, scheduledFor } = consultation;
  const { name, email, topic, situation, times, timeZone } = form;
  return [
    ...[reference, state, requestedAt, changedAt, team, name, email, topic, situation, times, timeZone],
    ...[summary ?? "", String(undelivered), firstAnswerAt ?? "", String(minutesToAnswer(row) ?? "")],
    ...[movedBy ?? "", scheduledFor ?? "", String(messages)],
  ]
    .map(csvCell)
    .join(",");
}

/** Quoted where needed; a cell that a spreadsheet would run as a formula starts with an apostrophe. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const shownTime = (iso: string): string => iso.slice(0, 16).replace("T", " ");

/** "in 45 min", "in 3 h", "in 2 d". */
function duration(minutes: number): string {
  if (minutes < 60) return `in ${String(minutes)} min`;
  return minutes < 48 * 60 ? `in ${String(Math.round(minutes / 60))} h` : `in ${String(Math.round(minutes / 1440))} d`;
}
