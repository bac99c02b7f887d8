import type { Ticks } from "../consultation/check-form.js";
import { sharedItems } from "../consultation/consultation-entries.js";
import type { ConsultationForm, Origin, SharedItem } from "../consultation/consultation-entries.js";
import type { Consented, Consultation } from "../consultation/consultations.js";
import type { TopicId } from "../ids.js";
import type { Trail } from "../team/trail.js";
import { asOfNow, trailAsOf } from "./reporting/as-of.js";
import type { AsOf } from "./reporting/as-of.js";
import { printSharedReport, sharedReportName } from "./reporting/shared-report.js";
import { summarizeAssessment } from "./reporting/summarize-assessment.js";
import type { AdvisorParts, TurnContext } from "./turn-context.js";

/** What can go along with a request beside what is typed, exactly as it would. */
export interface ConsultOffered {
  readonly origin: Origin | undefined;
  readonly asOf: AsOf | undefined;
  readonly summary: string | undefined;
  /** Its size in bytes. */
  readonly report: { readonly name: string; readonly size: number } | undefined;
}

/** @param asOf the moment that was shown before, when a form comes back; now when not given */
export async function offerOf(
  { parts, trail, at }: TurnContext,
  origin: Origin | undefined,
  asOf: AsOf | undefined = asOfNow(trail.entries, at),
): Promise<ConsultOffered> {
  const file = asOf && (await printSharedReport(parts, trail, asOf));
  return {
    origin,
    asOf,
    summary: asOf && summaryAsOf(parts, trail, asOf),
    report: file && { name: file.name, size: file.bytes.length },
  };
}

/** The question, already cleaned, and the topic of the answer that a request was asked for under; undefined for neither. */
export function originOf(
  { parts }: Pick<TurnContext, "parts">,
  { asked, topic }: { readonly asked?: string | undefined; readonly topic?: TopicId | undefined },
): Origin | undefined {
  const entry = topic && parts.knowledge.entries.get(topic);
  if (asked === undefined && !entry) return undefined;
  return {
    ...(asked === undefined ? {} : { question: asked }),
    ...(entry ? { topic: { id: entry.id, title: entry.title } } : {}),
  };
}

interface Submitted {
  readonly form: ConsultationForm;
  readonly ticks: Ticks;
  readonly origin: Origin | undefined;
  /** Undefined: from a form that showed none; then as it is now. */
  readonly asOf: AsOf | undefined;
}

/** What of it the asker agreed to pass on, as they were shown it, and there is. */
export function consentedOf(
  { parts, at }: Pick<TurnContext, "parts" | "at">,
  trail: Trail,
  { form, ticks, origin, asOf = asOfNow(trail.entries, at) }: Submitted,
): Consented {
  const summary = asOf && ticks.has("summary") ? summaryAsOf(parts, trail, asOf) : undefined;
  const name = asOf && ticks.has("report") ? sharedReportName(parts, trail, asOf) : undefined;
  const there: Readonly<Record<SharedItem, boolean>> = {
    topic: true,
    email: true,
    name: form.name !== "",
    situation: form.situation !== "",
    times: form.times !== "" || form.timeZone !== "",
    question: ticks.has("question") && origin !== undefined,
    summary: summary !== undefined,
    report: name !== undefined,
  };
  return {
    shared: sharedItems.filter((item) => there[item]),
    origin: there.question ? origin : undefined,
    summary,
    report: asOf && name !== undefined ? { name, entry: asOf.entry, at: asOf.at } : undefined,
  };
}

/** The boxes as they stand for a request that was sent; one from before there were boxes had passed on all that is in it. */
export const ticksOf = ({ shared, summary }: Pick<Consultation, "shared" | "summary">): Ticks =>
  new Set(shared ?? sharedItems.filter((item) => item !== "report" && (item !== "summary" || summary !== undefined)));

function summaryAsOf(parts: AdvisorParts, trail: Trail, asOf: AsOf): string | undefined {
  const then = trailAsOf(trail, asOf);
  return then && summarizeAssessment(parts, then.entries, asOf.at);
}
