import { expect } from "vitest";
import { cardFaults } from "../../standins/adaptive-card-rules.js";
import type { Json } from "./activity.js";
import type { OpenTeams, Where } from "./standin-door.js";

const actionsOf = (node: unknown): readonly Json[] => {
  if (typeof node !== "object" || node === null) return [];
  const own = node as Json;
  const isAction = own["type"] === "Action.Execute" || own["type"] === "Action.Submit";
  return [...(isAction && "title" in own ? [own] : []), ...Object.values(own).flatMap(actionsOf)];
};

/** The buttons of a card by their labels. */
export const labelsOf = (card: unknown): readonly string[] => [
  ...new Set(actionsOf(card).map(({ title }) => String(title))),
];

export function buttonOf(card: unknown, label: string): Json {
  const found = actionsOf(card).find(({ title }) => title === label);
  if (!found) throw new TypeError(`no button ${label} among ${labelsOf(card).join(" | ")}`);
  return found;
}

/** The card of a message that was sent or changed. */
export const cardOf = (activity: Json | undefined): Json =>
  (activity?.["attachments"] as { content: Json }[] | undefined)?.[0]?.content ?? {};

/** What a press on a card brought: a card in its place, or a line. */
export interface Brought {
  readonly card: Json;
  readonly line: string;
  readonly text: string;
}

interface Pressing {
  /** Typed into the card's inputs. */
  readonly typed?: Json;
  readonly message?: string;
  readonly isAutomatic?: boolean;
}

/** Teams and the people in it, with cards in their hands. */
export function handsOf(open: () => Pick<OpenTeams, "post" | "connector">) {
  const invoke = async (action: Json, where: Where, { typed, message, isAutomatic }: Pressing): Promise<Brought> => {
    const data = { ...(action["data"] as Json), ...typed };
    const response = await open().post(
      {
        type: "invoke",
        name: "adaptiveCard/action",
        ...(message === undefined ? {} : { replyToId: message }),
        value: {
          action: { type: "Action.Execute", verb: action["verb"], data },
          trigger: isAutomatic ? "automatic" : "manual",
        },
      },
      where,
    );
    const { type, value } = (await response.json()) as { type: string; value: unknown };
    if (type !== "application/vnd.microsoft.card.adaptive")
      return { card: {}, line: String(value), text: String(value) };
    expect(cardFaults(value)).toEqual([]);
    return { card: value as Json, line: "", text: JSON.stringify(value) };
  };
  return {
    say: (text: string, where: Where = {}): Promise<Response> => {
      const entities = [
        { type: "mention", text: "<at>Advisor</at>", mentioned: { id: "28:bot", name: "Advisor" } },
        ...(where.named ?? []).map(({ id, name }) => ({
          type: "mention",
          text: `<at>${name}</at>`,
          mentioned: { id, name },
        })),
      ];
      const isGroup = where.conversation !== undefined;
      const body = { type: "message", textFormat: "plain", ...(isGroup ? { entities } : {}) };
      return open().post({ ...body, text: isGroup ? `<at>Advisor</at> ${text}` : text }, where);
    },
    press: (card: unknown, label: string, where: Where = {}, more: Pressing = {}): Promise<Brought> =>
      invoke(buttonOf(card, label), where, more),
    /** As a client does that comes to a card which renews itself. */
    renew: (card: Json, where: Where = {}, more: Pressing = {}): Promise<Brought> =>
      invoke((card["refresh"] as { action: Json }).action, where, { ...more, isAutomatic: true }),
    lastCard: (): Json => cardOf(open().connector.sent().at(-1)),
    /** How the messages of ours were changed, in order. */
    updates: (): readonly Json[] =>
      open()
        .connector.calls.filter(({ method }) => method === "PUT")
        .map(({ body }) => body),
  };
}

export const usersOf = (card: Json): readonly string[] =>
  (card["refresh"] as { userIds: string[] } | undefined)?.userIds ?? [];
