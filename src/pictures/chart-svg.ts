import type { ChartLayout, Shape } from "./chart-layout.js";
import { typefaceName } from "./typeface.js";

/** A chart's shapes as an SVG picture on white. Every text is escaped. */
export const chartSvg = ({ width, height, shapes }: ChartLayout): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...shapes.map(drawShape),
    "</svg>",
  ].join("\n");

function drawShape(shape: Shape): string {
  if (shape.kind === "text") {
    const { x, y, size, color, face, text } = shape;
    const weight = face === "bold" || face === "boldItalic" ? 600 : 400;
    const look = `font-family="${typefaceName}" font-size="${size}" font-weight="${weight}" fill="${color}"`;
    return `<text x="${x}" y="${y}" ${look}>${escapeXml(text)}</text>`;
  }
  const { x, y, width, height, radius, fill, outline } = shape;
  const stroke = outline === undefined ? "" : ` stroke="${outline}" stroke-width="2" stroke-dasharray="7 6"`;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill ?? "none"}"${stroke}/>`;
}

/** Text as XML text or attribute value; it must hold no control characters. */
export const escapeXml = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
