import type { TemplateData } from "./template-data.js";

/**
 * The words in the data that are the team's own answers, in lower case: what a place in a document may be said to be
 * filled with. Dates of printing, titles and estimates are not among them, nor are stand-ins such as "[company]".
 */
export function answeredWords(data: TemplateData, company: string): ReadonlySet<string> {
  const said = [
    data.team === company ? undefined : data.team,
    ...Object.values(data.need).map(({ label }) => label),
    ...Object.values(data.q).flatMap(({ label, note, evidence, owner, due }) => [label, note, evidence, owner, due]),
    ...data.steps.flatMap(({ nextStep, owner, due }) => [nextStep, owner, due]),
    ...data.areas.flatMap(({ percent }) => (percent.endsWith("%") ? [percent] : [])),
  ];
  return new Set(said.flatMap((text) => (text === undefined || text === "" ? [] : [text.toLowerCase()])));
}
