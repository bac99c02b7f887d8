import { isSafeLink } from "../../core/conversation/markdown.js";
import type { Inline, Inlines } from "../../core/document/document.js";
import { dropControls } from "../../pictures/drop-controls.js";
import type { Face } from "../../pictures/typeface.js";
import { colors } from "./looks.js";
import type { Look } from "./looks.js";

/** A piece of text in one look. */
export interface Run {
  readonly text: string;
  readonly face: Face;
  readonly color: string;
  readonly isCode: boolean;
  readonly link: string | null;
}

/** Inline text as runs in the look of its block. */
export const toRuns = (inlines: Inlines, look: Look): readonly Run[] =>
  inlines.map((inline) => {
    const link = inline.link !== undefined && isSafeLink(inline.link) ? new URL(inline.link).href : null;
    return {
      text: clean(inline.text),
      face: chooseFace(inline, look),
      color: link === null ? look.color : colors.accent,
      isCode: inline.code === true,
      link,
    };
  });

/** Plain text as the one run of a block. */
export const plainRun = (text: string, look: Look): readonly Run[] => toRuns([{ text }], look);

function chooseFace(inline: Inline, look: Look): Face {
  const isBold = inline.bold === true || look.face === "bold";
  if (inline.italic === true) return isBold ? "boldItalic" : "italic";
  return isBold ? "bold" : "regular";
}

/** Tabs become spaces; a soft hyphen would print as a hyphen in mid-line. */
const clean = (text: string): string =>
  dropControls(text)
    .replace(/\t/g, "    ")
    .replace(/\u00ad/g, "");
