import type { TopicId } from "../ids.js";
import type { Entry, Knowledge } from "./entry.js";

export interface Ranked {
  readonly topic: TopicId;
  /** 0 to 1; of the answers given at 0.9 about nine in ten are right. */
  readonly confidence: number;
}

export interface Found {
  /** That the first topic is the right one, 0 to 1. */
  readonly confidence: number;
  /** The next ones for an answer, else all, best first. */
  readonly alternatives: readonly Ranked[];
}

export type OutOfScopeKind = Knowledge["outOfScope"]["kinds"][number];

export type Finding =
  | (Found & {
      readonly kind: "answer";
      readonly entry: Entry;
      /** What a second question in the same message asks about. */
      readonly also: readonly Entry[];
      /** True: the question asks for more of the last answer. */
      readonly whole: boolean;
    })
  | (Found & { readonly kind: "clarify" })
  | (Found & {
      readonly kind: "unknown";
      /** The kind of out-of-scope words it looks like, with its own reply. */
      readonly outOfScope: OutOfScopeKind | undefined;
    });
