import type { SendMailOptions } from "nodemailer";
import { showLocalTime } from "../../core/consultation/local-time.js";
import { readTimes } from "../../core/consultation/proposed-times.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { FileBlock } from "../../core/conversation/reply.js";
import type { Message } from "../../core/delivery/delivery-entries.js";
import { escapeHtml } from "../../pages/escape-html.js";
import { writeCalendar } from "./calendar.js";
import type { EmailWordKey } from "./words.js";

interface MailParts {
  readonly from: string;
  readonly to: string;
  readonly words: Phrases<EmailWordKey>;
  /** The report, if it was shared and could be made. */
  readonly report: FileBlock | undefined;
}

/** One piece of the mail's text. */
interface Piece {
  readonly label?: string;
  readonly text: string;
}

/** The mail for a message; the same message gives the same `Message-ID` on every try, and each mail on a request joins its thread. */
export function composeMail(message: Message, { from, to, words, report }: MailParts): SendMailOptions {
  const title = words.plain("title", {
    type: message.type.replace("consultation.", ""),
    reference: message.reference,
  });
  const { details } = message;
  const times = details ? readTimes(details) : [];
  const pieces = [{ text: title }, ...piecesOf(message, words, { report, isCalendar: times.length > 0 })];
  const domain = domainOf(from);
  const uid = `${message.consultation}@${domain}`;
  return {
    from,
    to,
    subject: oneLine(title),
    messageId: `<${message.id}@${domain}>`,
    references: `<${uid}>`,
    date: new Date(message.at),
    headers: { "Auto-Submitted": "auto-generated" },
    ...(details?.email ? { replyTo: { name: oneLine(details.name), address: oneLine(details.email) } } : {}),
    text: `${pieces.map(asText).join("\n\n")}\n`,
    html: `<!doctype html><html lang="en"><body>${pieces.map(asHtml).join("")}</body></html>`,
    attachments: [
      ...(report ? [{ filename: report.name, contentType: report.mediaType, content: Buffer.from(report.bytes) }] : []),
      ...(times.length > 0
        ? [
            {
              filename: `${message.reference}.ics`,
              contentType: "text/calendar; charset=utf-8; method=PUBLISH",
              content: writeCalendar({
                ...{ uid, at: message.at, times },
                title: words.plain("calendar.title", { reference: message.reference }),
              }),
            },
          ]
        : []),
    ],
    // Nothing in a message is ever a path or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function piecesOf(
  message: Message,
  words: Phrases<EmailWordKey>,
  { report, isCalendar }: { readonly report: FileBlock | undefined; readonly isCalendar: boolean },
): readonly Piece[] {
  const { details } = message;
  if (!details) return correspondenceOf(message, words);
  const piece = (key: EmailWordKey, text: string | undefined): readonly Piece[] =>
    text === undefined || text === "" ? [] : [{ label: words.plain(key), text }];
  return [
    ...piece("topic", details.topic),
    ...piece("situation", details.situation),
    ...piece("name", details.name),
    ...piece("email", details.email),
    ...piece("times", details.times),
    ...piece("time-zone", details.timeZone),
    ...(details.times === "" ? [] : [{ text: words.plain(isCalendar ? "times.attached" : "times.in-words") }]),
    ...piece("question", details.question),
    ...piece("knowledge-topic", details.knowledgeTopic?.title),
    ...piece("summary", details.summary),
    ...piece(
      "report",
      details.report && words.plain(report ? "report.attached" : "report.missing", { name: details.report.name }),
    ),
    ...piece("platform", details.platform),
    { text: words.plain("reply") },
  ];
}

/** What was written or offered at a consultants' desk. */
function correspondenceOf({ said, proposal, time }: Message, words: Phrases<EmailWordKey>): readonly Piece[] {
  const pieces: readonly Piece[] = [
    ...(said ? [{ label: words.plain("said", { from: said.from, name: said.name ?? "none" }), text: said.text }] : []),
    ...(said && said.files.length > 0 ? [{ label: words.plain("files"), text: said.files.join("\n") }] : []),
    ...(proposal
      ? [
          {
            label: words.plain("offered"),
            text: proposal.times.map((offered) => showLocalTime(offered, proposal.timeZone)).join("\n"),
          },
        ]
      : []),
    ...(proposal && proposal.note !== "" ? [{ label: words.plain("note"), text: proposal.note }] : []),
    ...(time === undefined ? [] : [{ label: words.plain("scheduled-for"), text: showLocalTime(time, "UTC") }]),
  ];
  return pieces.length === 0 ? [] : [...pieces, { text: words.plain("reply.elsewhere") }];
}

const asText = ({ label, text }: Piece): string => (label === undefined ? text : `${label}:\n${text}`);

const asHtml = ({ label, text }: Piece): string => {
  const lines = text.split(/\r?\n/u).map(escapeHtml).join("<br>");
  return `<p>${label === undefined ? "" : `<strong>${escapeHtml(label)}</strong><br>`}${lines}</p>`;
};

/** A header is one line whatever was typed. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

/** Of the sender's address; it makes the ids of our mails ours. */
const domainOf = (from: string): string => /@([A-Za-z0-9.-]+)>?$/u.exec(from.trim())?.[1] ?? "localhost";
