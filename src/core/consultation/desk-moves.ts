import type { ConsultationId, EntryId } from "../ids.js";
import type { ConsultationEntry, ConsultationState } from "./consultation-entries.js";
import { consultations, isConsultationEntry } from "./consultations.js";

type Happened = { readonly kind: string };
export type Moved = Extract<ConsultationEntry, { kind: "consultation-moved" }>;

/** What a consultant can do to a request by one press. */
export const deskMoves = ["accept", "undo-accept", "close", "reopen"] as const;
export type DeskMove = (typeof deskMoves)[number];

/** From where each is possible, so that a press on a card that is no longer true changes nothing; and where it leads. */
const moves: Readonly<
  Record<DeskMove, { readonly from: readonly ConsultationState[]; readonly to: ConsultationState }>
> = {
  accept: { from: ["requested"], to: "accepted" },
  "undo-accept": { from: ["accepted"], to: "requested" },
  close: { from: ["requested", "accepted", "scheduled"], to: "closed" },
  reopen: { from: ["closed"], to: "requested" },
};

export const movesFrom = (state: ConsultationState): readonly DeskMove[] =>
  deskMoves.filter((move) => moves[move].from.includes(state));

interface Press {
  readonly entry: EntryId;
  readonly at: string;
  readonly consultation: ConsultationId;
  readonly move: DeskMove;
  /** Who pressed, where the name is known. */
  readonly consultant: string | undefined;
}

/** The entry of one press; undefined when the request does not stand where the move begins. */
export function moveAtDesk(entries: readonly Happened[], press: Press): Moved | undefined {
  const { entry: id, at, consultation, move, consultant } = press;
  const known = consultations(entries).find((candidate) => candidate.id === consultation);
  if (!known || !moves[move].from.includes(known.state)) return undefined;
  const before = move === "reopen" ? beforeClosing(entries, consultation) : undefined;
  return {
    kind: "consultation-moved",
    id,
    at,
    by: null,
    consultation,
    state: before?.state ?? moves[move].to,
    ...(before?.time === undefined ? {} : { time: before.time }),
    ...(consultant === undefined ? {} : { consultant }),
  };
}

/** A request that is opened again stands where it stood. */
const beforeClosing = (entries: readonly Happened[], consultation: ConsultationId): Moved | undefined =>
  movesOf(entries, consultation).findLast(({ state }) => state !== "closed");

/** Every move of a request, oldest first. */
export const movesOf = (entries: readonly Happened[], consultation: ConsultationId): readonly Moved[] =>
  entries.flatMap((entry) =>
    isConsultationEntry(entry) && entry.kind === "consultation-moved" && entry.consultation === consultation
      ? [entry]
      : [],
  );
