import type { Phrases } from "../../core/conversation/phrases.js";
import type { DestinationPort } from "../destination.js";
import type { ReportFiles } from "../report-file.js";
import { composeMail } from "./compose-mail.js";
import type { Smtp } from "./smtp.js";
import type { EmailWordKey } from "./words.js";

interface EmailParts {
  readonly smtp: Smtp;
  readonly from: string;
  readonly to: string;
  readonly words: Phrases<EmailWordKey>;
  readonly reportFile: ReportFiles;
}

/** A mail to the consultant; its `Message-ID` is made of the message's id on every try. */
export function createEmail({ smtp, from, to, words, reportFile }: EmailParts): DestinationPort {
  return {
    kind: "email",
    deliver: async (message, team) => {
      await smtp.send(composeMail(message, { from, to, words, report: await reportFile(message, team) }));
    },
  };
}
