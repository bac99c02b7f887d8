import type { INumberingOptions, IStylesOptions } from "docx";
import { colors } from "../pdf/looks.js";

/** Word counts type in half points and space in twentieths of a point. */
const halfPoints = (points: number): number => Math.round(points * 2);
export const twips = (points: number): number => Math.round(points * 20);

/** Word wants colors without the number sign. */
export const hex = (color: string): string => color.replace("#", "");

/** On every machine, or set in a font of the same widths. */
const font = "Arial";

/** The page's text width in twips: US Letter less the margins. */
export const textWidth = twips(612 - 2 * 66);

const heading = (size: number, color: string, before: number) => ({
  run: { size: halfPoints(size), bold: true, color: hex(color) },
  paragraph: { spacing: { before: twips(before), after: twips(5) }, keepNext: true },
});

/** Word's own styles set in our look, so that its outline, contents and themes work. */
export const styles: IStylesOptions = {
  default: {
    document: {
      run: { font, size: halfPoints(10), color: hex(colors.ink), language: { value: "en-US" } },
      paragraph: { spacing: { after: twips(7), line: 300, lineRule: "auto" } },
    },
    title: {
      run: { size: halfPoints(27), bold: true, color: hex(colors.ink) },
      paragraph: { spacing: { before: twips(10), after: twips(8), line: 264, lineRule: "auto" } },
    },
    heading1: heading(17, colors.accent, 20),
    heading2: heading(13, colors.ink, 15),
    heading3: heading(11, colors.ink, 11),
    hyperlink: { run: { color: hex(colors.accent), underline: {} } },
  },
  paragraphStyles: [
    { id: "Subtitle", name: "Subtitle", basedOn: "Normal", run: { size: halfPoints(13), color: hex(colors.accent) } },
    {
      id: "CoverLine",
      name: "Cover Line",
      basedOn: "Normal",
      run: { size: halfPoints(11), color: hex(colors.muted) },
      paragraph: { spacing: { after: twips(4) } },
    },
    { id: "Note", name: "Note", basedOn: "Normal", run: { size: halfPoints(8.5), color: hex(colors.muted) } },
    {
      id: "TableText",
      name: "Table Text",
      basedOn: "Normal",
      run: { size: halfPoints(9) },
      paragraph: { spacing: { before: twips(3), after: twips(3), line: 264, lineRule: "auto" } },
    },
    {
      id: "TableHead",
      name: "Table Head",
      basedOn: "TableText",
      run: { bold: true, color: hex(colors.accent) },
    },
  ],
};

const indent = { left: twips(20), hanging: twips(16) };

/** Real numbering, one for bullets and one for numbers. */
export const numbering: INumberingOptions = {
  config: [
    {
      reference: "bullets",
      levels: [{ level: 0, format: "bullet", text: "•", style: { paragraph: { indent } } }],
    },
    {
      reference: "numbers",
      levels: [{ level: 0, format: "decimal", text: "%1.", style: { paragraph: { indent } } }],
    },
  ],
};
