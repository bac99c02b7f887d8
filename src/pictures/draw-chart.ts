import type { BarChart } from "../core/document/bar-chart.js";
import { layOutChart } from "./chart-layout.js";
import { chartSvg } from "./chart-svg.js";
import { indexedPng } from "./indexed-png.js";
import { facePath } from "./typeface.js";

/** A picture and its size in pixels. */
export interface Picture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Draws a chart as a PNG about 1200 pixels wide on white, so that it reads on light and dark pages. */
export async function drawChart(chart: BarChart): Promise<Picture> {
  const { renderAsync } = await import("@resvg/resvg-js");
  const fontFiles = [facePath("regular"), facePath("bold")];
  const picture = await renderAsync(chartSvg(layOutChart(chart)), { font: { loadSystemFonts: false, fontFiles } });
  const { width, height, pixels } = picture;
  return { png: indexedPng({ width, height, pixels }) ?? new Uint8Array(picture.asPng()), width, height };
}
