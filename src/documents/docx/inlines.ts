import type * as Docx from "docx";
import { isSafeLink } from "../../core/conversation/markdown.js";
import type { Inline, Inlines } from "../../core/document/document.js";
import { dropControls } from "../../pictures/drop-controls.js";
import { colors } from "../pdf/looks.js";
import { hex } from "./styles.js";

/** Inline text as Word's runs and links. */
export const toWordRuns = (docx: typeof Docx, inlines: Inlines): Docx.ParagraphChild[] =>
  inlines.flatMap((inline): Docx.ParagraphChild[] => {
    const { link } = inline;
    if (link === undefined || !isSafeLink(link)) return toRuns(docx, inline);
    return [
      new docx.ExternalHyperlink({
        link: new URL(link).href,
        children: toRuns(docx, inline, "Hyperlink"),
      }),
    ];
  });

/** One run a line: Word breaks lines by an element of its own. */
const toRuns = ({ TextRun }: typeof Docx, inline: Inline, style?: string): Docx.TextRun[] =>
  dropControls(inline.text)
    .split("\n")
    .map(
      (text, index) =>
        new TextRun({ text, ...lookOf(inline), ...(index > 0 && { break: 1 }), ...(style !== undefined && { style }) }),
    );

const lookOf = (inline: Inline): Docx.IRunOptions => {
  // An explicit "not bold" would undo the style of a table's head.
  const emphasis = { ...(inline.bold === true && { bold: true }), ...(inline.italic === true && { italics: true }) };
  if (inline.code !== true) return emphasis;
  return { ...emphasis, font: "Courier New", shading: { type: "clear", fill: hex(colors.code) } };
};
