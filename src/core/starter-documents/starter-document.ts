import type { Document } from "../document/document.js";
import { answeredWords } from "./answered-words.js";
import { fillTemplate } from "./fill-template.js";
import type { FaultyTemplate, Places } from "./fill-template.js";
import { markdownDocument } from "./markdown-document.js";
import type { StarterTemplate } from "./template.js";
import { templateData } from "./template-data.js";
import type { TemplateSource } from "./template-data.js";

export interface StarterDocument {
  readonly kind: "made";
  readonly document: Document;
  readonly places: Places;
}

/** A template filled from a team's answers, as a document to print. It never has a cover. */
export function makeStarterDocument(
  { title, body }: StarterTemplate,
  source: TemplateSource,
  lines: Pick<Document, "subtitle" | "footer">,
): StarterDocument | FaultyTemplate {
  const data = templateData(source);
  const filled = fillTemplate(body, data, { answered: answeredWords(data, source.words.company) });
  if (filled.kind === "faulty") return filled;
  const { blocks } = markdownDocument(filled.markdown, title);
  return { kind: "made", document: { title, ...lines, cover: [], blocks }, places: filled.places };
}
