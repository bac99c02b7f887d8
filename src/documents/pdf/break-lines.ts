import { printable, textWidth } from "../../pictures/typeface.js";
import type { Run } from "./runs.js";

/** A run with its place on its line, in points from the line's start. */
export interface PlacedRun extends Run {
  readonly x: number;
  readonly width: number;
}
export type Line = readonly PlacedRun[];

interface Piece {
  readonly run: Run;
  readonly text: string;
}
/** Pieces without a place to break between them: a word, its punctuation and the space after it. */
type Word = readonly Piece[];

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Breaks runs into lines at most `width` wide: after a space or hyphen, within a word only where it fits no line. */
export function breakLines(runs: readonly Run[], width: number, size: number): readonly Line[] {
  const measure = ({ run, text }: Piece): number => textWidth(printable(text), run.face, size);
  const measureWord = (word: Word): number =>
    word.reduce((sum, piece, index) => {
      const isLast = index === word.length - 1;
      return sum + measure(isLast ? { ...piece, text: piece.text.trimEnd() } : piece);
    }, 0);
  const lines: Line[] = [];
  for (const paragraph of splitParagraphs(runs)) {
    let line: Piece[] = [];
    let used = 0;
    const endLine = (): void => {
      lines.push(placeRuns(line, measure));
      line = [];
      used = 0;
    };
    const put = (word: Word): void => {
      if (used > 0 && used + measureWord(word) > width) endLine();
      line.push(...word);
      used += word.reduce((sum, piece) => sum + measure(piece), 0);
    };
    for (const word of splitWords(paragraph)) {
      if (measureWord(word) <= width) put(word);
      else
        cutWord(word).forEach((part) => {
          put([part]);
        });
    }
    endLine();
  }
  return lines;
}

/** Line breaks in the text begin a new line. */
function splitParagraphs(runs: readonly Run[]): readonly (readonly Run[])[] {
  const paragraphs: Run[][] = [[]];
  for (const run of runs) {
    run.text.split("\n").forEach((text, index) => {
      if (index > 0) paragraphs.push([]);
      if (text !== "") paragraphs.at(-1)?.push({ ...run, text });
    });
  }
  return paragraphs;
}

const breakPlaces = /(?<= )(?=[^ ])|(?<=[\p{L}\p{N}][-\u2010\u2013\u2014])(?=\p{L})/u;

function splitWords(runs: readonly Run[]): readonly Word[] {
  const words: Piece[][] = [[]];
  for (const run of runs) {
    run.text.split(breakPlaces).forEach((text, index) => {
      const before = words.at(-1)?.at(-1)?.text ?? "";
      if (index > 0 || before.endsWith(" ")) words.push([]);
      words.at(-1)?.push({ run, text });
    });
  }
  return words;
}

/** Every visible character may stand on a line of its own. */
const cutWord = (word: Word): readonly Piece[] =>
  word.flatMap(({ run, text }) => Array.from(graphemes.segment(text), ({ segment }) => ({ run, text: segment })));

/** Joins what is of one run, so that a line is drawn and copied in few pieces. */
function placeRuns(pieces: readonly Piece[], measure: (piece: Piece) => number): Line {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last?.run === piece.run) joined[joined.length - 1] = { run: last.run, text: last.text + piece.text };
    else joined.push(piece);
  }
  let x = 0;
  return joined.map((piece) => {
    const width = measure(piece);
    const placed = { ...piece.run, text: piece.text, x, width };
    x += width;
    return placed;
  });
}
