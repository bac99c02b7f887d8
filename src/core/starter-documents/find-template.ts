import { normalizeWords } from "../conversation/command-arguments.js";
import { editDistance } from "../conversation/edit-distance.js";
import type { StarterTemplate } from "./template.js";

/** Words around a name that say nothing about which one is meant. */
const filler =
  /^(?:(?:the|a|an|our|my|for|of|starter|please)(?:\s+|$))+|(?:(?:\s+|^)(?:template|templates|document|starter|form|please))+$/gu;

/** The template that was meant: by its id, title or other name, by a near spelling of one, or by a clear part of a title. */
export function findTemplate(templates: readonly StarterTemplate[], typed: string): StarterTemplate | undefined {
  const whole = normalizeWords(typed);
  const words = whole.replace(filler, "").trim();
  if (words === "") return undefined;
  return (
    templates.find((template) => namesOf(template).includes(whole)) ??
    templates.find((template) => namesOf(template).includes(words)) ??
    nearest(templates, words) ??
    only(templates.filter(({ title }) => holds(normalizeWords(title), words))) ??
    only(templates.filter((template) => namesOf(template).some((name) => holds(name, words))))
  );
}

const namesOf = ({ id, title, names }: StarterTemplate): readonly string[] => [id, title, ...names].map(normalizeWords);

/** One slip in a short name, two in a long one; only when no other template is as near. */
function nearest(templates: readonly StarterTemplate[], words: string): StarterTemplate | undefined {
  if (words.length < 4) return undefined;
  const allowed = words.length > 5 ? 2 : 1;
  const found = templates
    .map((template) => ({ template, slips: Math.min(...namesOf(template).map((name) => editDistance(name, words))) }))
    .filter(({ slips }) => slips <= allowed)
    .sort((a, b) => a.slips - b.slips);
  const [first, second] = found;
  return first && first.slips !== second?.slips ? first.template : undefined;
}

const holds = (name: string, words: string): boolean => {
  const own = name.split(" ");
  return words.split(" ").every((word) => own.includes(word));
};

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);
