import type { Bar, BarChart } from "../core/document/bar-chart.js";
import { dropControls } from "./drop-controls.js";
import { fitText, printable, textWidth } from "./typeface.js";
import type { Face } from "./typeface.js";

/** What a chart is made of; `y` of a text is its base line. */
export type Shape =
  | {
      readonly kind: "rect";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill?: string;
      readonly outline?: string;
    }
  | {
      readonly kind: "text";
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly face: Face;
      readonly color: string;
    };

/** A chart with everything in its place, in units of a picture `width` wide; a PDF draws the same shapes smaller. */
export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  /** White space around, for a picture that stands alone. */
  readonly margin: number;
  readonly shapes: readonly Shape[];
}

/** Dark on light, apart by lightness alone: readable in grayscale and by color-blind people. */
const colors = { ink: "#1d2935", muted: "#55616d", bar: "#155e86", before: "#8aa4b5", track: "#e7ecf0" };

const width = 1200;
const margin = 44;
const gap = 28;
const text = { title: 34, label: 27, legend: 23 };
const bar = { height: 30, radius: 5, beforeHeight: 9, beforeGap: 5 };

const oneLine = (words: string): string => printable(dropControls(words).replace(/\s+/g, " ").trim());

/** Places title, legend and bars. Labels and title are shortened where they would touch their neighbors. */
export function layOutChart(chart: BarChart): ChartLayout {
  const isCompared = chart.bars.some(({ before }) => before !== undefined);
  const top = margin + text.title + 18;
  const firstRow = isCompared ? top + 62 : top + 18;
  const rowHeight = isCompared ? 66 : 58;
  const columns = placeColumns(chart.bars);
  return {
    width,
    margin,
    height: firstRow + rowHeight * chart.bars.length + margin - 18,
    shapes: [
      ...drawTitle(chart.title),
      ...(isCompared ? drawLegend(top + 8) : []),
      ...chart.bars.flatMap((each, index) => drawBar(each, columns, firstRow + index * rowHeight)),
    ],
  };
}

interface Columns {
  readonly labelWidth: number;
  readonly trackStart: number;
  readonly trackWidth: number;
  readonly figureStart: number;
  readonly figureWidth: number;
}

function placeColumns(bars: readonly Bar[]): Columns {
  const widest = (words: readonly string[], face: Face, most: number): number =>
    Math.min(most, Math.ceil(Math.max(0, ...words.map((each) => textWidth(oneLine(each), face, text.label)))));
  const labelWidth = widest(
    bars.map(({ label }) => label),
    "regular",
    470,
  );
  const figureWidth = widest(
    bars.map((each) => each.text),
    "bold",
    220,
  );
  const trackStart = margin + labelWidth + gap;
  const figureStart = width - margin - figureWidth;
  return { labelWidth, trackStart, trackWidth: figureStart - gap - trackStart, figureStart, figureWidth };
}

function drawTitle(title: string): readonly Shape[] {
  const look = { face: "bold", size: text.title } as const;
  const words = fitText(oneLine(title), { ...look, width: width - 2 * margin });
  return [{ kind: "text", x: margin, y: margin + text.title - 8, text: words, color: colors.ink, ...look }];
}

function drawLegend(y: number): readonly Shape[] {
  const look = { kind: "text", size: text.legend, face: "regular", color: colors.muted } as const;
  const before = margin + 120;
  return [
    { kind: "rect", x: margin, y: y - 1, width: 30, height: 18, radius: 3, fill: colors.bar },
    { ...look, x: margin + 42, y: y + 16, text: "Now" },
    { kind: "rect", x: before, y: y + 4, width: 30, height: bar.beforeHeight, radius: 3, fill: colors.before },
    { ...look, x: before + 42, y: y + 16, text: "Before" },
  ];
}

function drawBar(each: Bar, columns: Columns, y: number): readonly Shape[] {
  const { trackStart: x, trackWidth, labelWidth, figureStart, figureWidth } = columns;
  const label = fitText(oneLine(each.label), { face: "regular", size: text.label, width: labelWidth });
  const figure = fitText(oneLine(each.text), { face: "bold", size: text.label, width: figureWidth });
  const base = y + bar.height - 6;
  const words = { kind: "text", y: base, size: text.label } as const;
  return [
    { ...words, x: margin, text: label, face: "regular", color: colors.ink },
    ...drawTrack(each.share, { x, y, width: trackWidth, height: bar.height, radius: bar.radius }, colors.bar),
    ...(each.before === undefined ? [] : drawBefore(each.before, x, y, trackWidth)),
    { ...words, x: figureStart, text: figure, face: "bold", color: each.share === null ? colors.muted : colors.ink },
  ];
}

function drawBefore(share: number | null, x: number, y: number, trackWidth: number): readonly Shape[] {
  const place = { x, y: y + bar.height + bar.beforeGap, width: trackWidth, height: bar.beforeHeight, radius: 3 };
  return share === null ? [] : drawTrack(share, place, colors.before);
}

type Place = Pick<Extract<Shape, { kind: "rect" }>, "x" | "y" | "width" | "height" | "radius">;

/** A share on its track; an unknown one is an outlined empty track, so that it is not taken for zero. */
function drawTrack(share: number | null, place: Place, fill: string): readonly Shape[] {
  if (share === null || Number.isNaN(share)) return [{ kind: "rect", ...place, outline: colors.before }];
  const track: Shape = { kind: "rect", ...place, fill: colors.track };
  const filled = place.width * Math.min(1, Math.max(0, share));
  if (filled === 0) return [track];
  return [track, { kind: "rect", ...place, width: Math.max(filled, place.radius), fill }];
}
