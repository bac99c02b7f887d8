import type { BarChart } from "../../core/document/bar-chart.js";
import { layOutChart } from "../../pictures/chart-layout.js";
import type { ChartLayout, Shape } from "../../pictures/chart-layout.js";
import { dropControls } from "../../pictures/drop-controls.js";
import { paper } from "./looks.js";
import type { Pages } from "./pages.js";

const spaceAround = 10;
/** Room above a chart that fills its page: for its heading. */
const roomForHeading = 90;

/** The height a chart takes on the page. */
export function chartHeight(chart: BarChart, pages: Pages): number {
  const layout = layOutChart(chart);
  return inner(layout).height * scaleOf(layout, pages) + 2 * spaceAround;
}

/** Without the white space around: on a page, the chart's edges stand where the text's do. */
const inner = ({ width, height, margin }: ChartLayout) => ({ width: width - 2 * margin, height: height - 2 * margin });

/** As wide as the text, unless it would not fit one page. */
function scaleOf(layout: ChartLayout, pages: Pages): number {
  const { width, height } = inner(layout);
  return Math.min(pages.width / width, (pages.bottom - paper.top - roomForHeading) / height);
}

/** Draws a chart's shapes on the page: sharp in print at any size. One taller than a page shrinks to it. */
export function writeChart(pages: Pages, chart: BarChart): void {
  const layout = layOutChart(chart);
  pages.need(chartHeight(chart, pages));
  pages.skip(spaceAround);
  const { left, y } = pages;
  const { width, height } = inner(layout);
  const scale = scaleOf(layout, pages);
  const figure = pages.element(pages.root, "Figure", {
    alt: dropControls(chart.alt) || dropControls(chart.title) || "Chart",
    bbox: [left, y, left + width * scale, y + height * scale],
  });
  pages.content(figure, () => {
    drawShapes(pages, layout, scale);
  });
  figure.end();
  pages.y += height * scale + spaceAround;
}

function drawShapes(pages: Pages, { shapes, margin }: ChartLayout, scale: number): void {
  for (const shape of shapes) {
    const x = pages.left + (shape.x - margin) * scale;
    const y = pages.y + (shape.y - margin) * scale;
    if (shape.kind === "text") {
      pages.text(shape.text, { x, y, size: shape.size * scale, face: shape.face, color: shape.color });
    } else drawRect(pages, shape, { x, y, scale });
  }
}

function drawRect(
  { pdf }: Pages,
  shape: Extract<Shape, { kind: "rect" }>,
  { x, y, scale }: { x: number; y: number; scale: number },
): void {
  pdf.roundedRect(x, y, shape.width * scale, shape.height * scale, shape.radius * scale);
  if (shape.fill !== undefined) pdf.fill(shape.fill);
  else
    pdf
      .lineWidth(0.8)
      .dash(3, { space: 2.5 })
      .strokeColor(shape.outline ?? "#000000")
      .stroke()
      .undash();
}
