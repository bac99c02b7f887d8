import { createRequire } from "node:module";
import { openSync } from "fontkit";
import type { Font } from "fontkit";
import { AdvisorError } from "../core/errors.js";

/** The looks that documents and pictures are set in. */
export type Face = "regular" | "italic" | "bold" | "boldItalic";

export const typefaceName = "Source Sans 3";

/** Source Sans 3 (SIL Open Font License): Latin, Greek, Cyrillic, arrows and check marks, readable when small. */
const faceFiles: Readonly<Record<Face, string>> = {
  regular: "400Regular/SourceSans3_400Regular.ttf",
  italic: "400Regular_Italic/SourceSans3_400Regular_Italic.ttf",
  bold: "600SemiBold/SourceSans3_600SemiBold.ttf",
  boldItalic: "600SemiBold_Italic/SourceSans3_600SemiBold_Italic.ttf",
};

/** Where a face's font file is: it comes with the program, so nothing depends on the machine's fonts. */
export const facePath = (face: Face): string =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/source-sans-3/${faceFiles[face]}`);

const openFaces = new Map<Face, Font>();

function openFace(face: Face): Font {
  const open = openFaces.get(face);
  if (open !== undefined) return open;
  const opened = openSync(facePath(face));
  // A font collection has no glyphs of its own; our files are single fonts.
  if (!("layout" in opened)) {
    throw new AdvisorError("unexpected", { happened: `The font file ${facePath(face)} is a collection of fonts.` });
  }
  openFaces.set(face, opened);
  return opened;
}

/** A character that the typeface lacks prints as this: a reader sees that one is missing. */
const replacement = "□";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Joiners, marks of direction and choosers of an emoji's look: alone they print nothing. */
const isInvisible = (text: string): boolean => /^\p{Default_Ignorable_Code_Point}*$/u.test(text);

/** The text with what the typeface has; every other visible character is a □, one for a whole emoji. */
export function printable(text: string): string {
  const font = openFace("regular");
  const isKnown = (part: string): boolean =>
    Array.from(part).every((character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
  const composed = text.normalize("NFC");
  if (isKnown(composed)) return composed;
  return Array.from(graphemes.segment(composed), ({ segment }) => {
    if (isKnown(segment)) return segment;
    return isInvisible(segment) ? "" : replacement;
  }).join("");
}

/** Widths of words at size 1: reports say the same words again and again, and shaping one takes long. */
const knownWidths = new Map<string, number>();
const mostKnownWidths = 20_000;

/** How wide printable text is at a size, in that size's unit. */
export const textWidth = (text: string, face: Face, size: number): number =>
  size * text.split(/(?<= )/).reduce((sum, word) => sum + wordWidth(word, face), 0);

function wordWidth(word: string, face: Face): number {
  const key = `${face} ${word}`;
  const known = knownWidths.get(key);
  if (known !== undefined) return known;
  const font = openFace(face);
  const width = font.layout(word).advanceWidth / font.unitsPerEm;
  if (knownWidths.size >= mostKnownWidths) knownWidths.clear();
  knownWidths.set(key, width);
  return width;
}

/** Shortens text with an ellipsis until it is at most `width` wide. */
export function fitText(text: string, limit: { readonly face: Face; readonly size: number; readonly width: number }) {
  const fits = (part: string): boolean => textWidth(part, limit.face, limit.size) <= limit.width;
  if (fits(text)) return text;
  const parts = Array.from(graphemes.segment(text), ({ segment }) => segment);
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(`${parts.slice(0, middle).join("").trimEnd()}…`)) low = middle;
    else high = middle - 1;
  }
  return `${parts.slice(0, low).join("").trimEnd()}…`;
}
