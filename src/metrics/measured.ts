import type { Advisor } from "../core/advisor.js";
import { AdvisorError } from "../core/errors.js";
import type { Finding } from "../core/knowledge/finding.js";
import type { Retriever } from "../core/knowledge/retrieve.js";
import type { OpenStore } from "../stores/open-store.js";
import type { Metrics, QuestionOutcome, Went } from "./metrics.js";
import { timed } from "./timed.js";

const outcomeOf = (finding: Finding): QuestionOutcome =>
  finding.kind === "unknown" && finding.outOfScope ? "outside" : finding.kind;

/** Counts what questions come to. */
export const measuredRetriever =
  (retrieve: Retriever, metrics: Metrics): Retriever =>
  (...asked) => {
    const finding = retrieve(...asked);
    metrics.countQuestion(outcomeOf(finding));
    return finding;
  };

/** Times every turn. */
export const measuredAdvisor = (advisor: Advisor, metrics: Metrics): Advisor => ({
  ...advisor,
  respond: (request) =>
    timed(
      () => advisor.respond(request),
      (seconds, error) => {
        const outcome = error === undefined ? "answered" : error instanceof AdvisorError ? error.code : "unexpected";
        metrics.observeTurn({ platform: request.workspace.platform, input: request.input.kind, outcome }, seconds);
      },
    ),
});

/** Times what people wait for: reading and changing a team, claiming an event and keeping it. */
export function measuredStore(store: OpenStore, metrics: Metrics): OpenStore {
  const { teams, claims } = store;
  const measure = <T>(operation: string, work: () => Promise<T>): Promise<T> =>
    timed(work, (seconds, error) => {
      const outcome: Went = error === undefined ? "done" : "failed";
      metrics.observeStore({ operation, outcome }, seconds);
    });
  return {
    ...store,
    teams: {
      read: (team) => measure("read", () => teams.read(team)),
      append: (team, decide) => measure("append", () => teams.append(team, decide)),
      rewrite: (team, decide) => measure("rewrite", () => teams.rewrite(team, decide)),
    },
    claims: {
      claim: (key, keepForMs) => measure("claim", () => claims.claim(key, keepForMs)),
      isClaimed: (key) => measure("look-up", () => claims.isClaimed(key)),
    },
    openInbox: async (sealer) => {
      const inbox = await store.openInbox(sealer);
      return {
        keep: (event, namesKeptForMs) => measure("keep", () => inbox.keep(event, namesKeptForMs)),
        done: (id) => inbox.done(id),
        takeOver: (door) => inbox.takeOver(door),
      };
    },
  };
}
