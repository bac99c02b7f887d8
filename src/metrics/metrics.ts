import type { Registry } from "prom-client";
import type { TeamDirectory } from "../core/ports/team-store.js";

/** Where something took its time. Labels hold codes of ours only: no id, no name, no word of anybody. */
export interface Metrics {
  /** A question was looked up. */
  countQuestion(outcome: QuestionOutcome): void;
  /** A message or a press was worked on, well or not. */
  observeTurn(
    turn: { readonly platform: string; readonly input: string; readonly outcome: string },
    seconds: number,
  ): void;
  /** The store did something, well or not. */
  observeStore(operation: { readonly operation: string; readonly outcome: Went }, seconds: number): void;
  /** A platform had its answer (Slack: its acknowledgement) from the one HTTP port. */
  observeAcknowledgement(door: string, seconds: number): void;
  /** A platform, or a consultants' destination, answered a call of ours. */
  observeCall(call: { readonly api: string; readonly outcome: string }, seconds: number): void;
  /** The exposition format of Prometheus, and its media type. */
  print(): Promise<{ readonly text: string; readonly mediaType: string }>;
}

export type Went = "done" | "failed";
export const questionOutcomes = ["answer", "clarify", "unknown", "outside"] as const;
export type QuestionOutcome = (typeof questionOutcomes)[number];

/** From what nobody notices to what people give up on (seconds). */
const quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const slow = [...quick.slice(3), 5, 10, 30, 60];

interface MetricsParts {
  readonly directory: Pick<TeamDirectory, "undelivered">;
  readonly clock: () => Date;
}

/** Metrics of this process, with those that every Node.js program has (memory, garbage collection, event loop lag). */
export async function openMetrics({ directory, clock }: MetricsParts): Promise<Metrics> {
  const { Counter, Gauge, Histogram, Registry: NewRegistry, collectDefaultMetrics } = await import("prom-client");
  const registers: Registry[] = [new NewRegistry()];
  const [registry] = registers;
  collectDefaultMetrics({ ...(registry ? { register: registry } : {}) });
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[], buckets: number[]) =>
    new Histogram({ name: `iso42001_${name}_seconds`, help, labelNames, buckets, registers });
  const questions = new Counter({
    name: "iso42001_questions_total",
    help: "Questions looked up in the knowledge base, by outcome",
    labelNames: ["outcome"],
    registers,
  });
  for (const outcome of questionOutcomes) questions.inc({ outcome }, 0);
  const turns = histogram("turn", "Messages and presses worked on", ["platform", "input", "outcome"], slow);
  const store = histogram("store", "What the store did", ["operation", "outcome"], quick);
  const acknowledged = histogram("acknowledgement", "Until a platform had its HTTP answer", ["door"], quick);
  const calls = histogram("call", "Calls to Slack, Teams and destinations", ["api", "outcome"], slow);
  const outbox = new Gauge({
    name: "iso42001_outbox_messages",
    help: "Messages that have not arrived, and that were given up",
    labelNames: ["state"],
    registers,
    collect: async () => {
      const { waiting, dead } = await directory.undelivered();
      outbox.set({ state: "waiting" }, waiting);
      outbox.set({ state: "dead" }, dead);
    },
  });
  const age = new Gauge({
    name: "iso42001_outbox_oldest_seconds",
    help: "Age of the oldest message that has not arrived; 0 when all have",
    registers,
    collect: async () => {
      const { oldest } = await directory.undelivered();
      age.set(oldest === undefined ? 0 : Math.max(0, clock().getTime() - Date.parse(oldest)) / 1000);
    },
  });
  return {
    countQuestion: (outcome) => {
      questions.inc({ outcome });
    },
    observeTurn: (labels, seconds) => {
      turns.observe(labels, seconds);
    },
    observeStore: (labels, seconds) => {
      store.observe(labels, seconds);
    },
    observeAcknowledgement: (door, seconds) => {
      acknowledged.observe({ door }, seconds);
    },
    observeCall: (labels, seconds) => {
      calls.observe(labels, seconds);
    },
    print: async () => ({
      text: (await registry?.metrics()) ?? "",
      mediaType: registry?.contentType ?? "text/plain",
    }),
  };
}
