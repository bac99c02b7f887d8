import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bar, BarChart } from "../../src/core/document/bar-chart.js";
import { layOutChart } from "../../src/pictures/chart-layout.js";
import type { Shape } from "../../src/pictures/chart-layout.js";
import { chartSvg } from "../../src/pictures/chart-svg.js";
import { drawChart } from "../../src/pictures/draw-chart.js";
import { textWidth } from "../../src/pictures/typeface.js";

const chartOf = (...bars: readonly Bar[]): BarChart => ({ title: "Readiness", alt: "In words", bars });
const bar = (over: Partial<Bar> = {}): Bar => ({ label: "Leadership", share: 0.5, text: "50%", ...over });
const rects = (chart: BarChart) => layOutChart(chart).shapes.filter((shape) => shape.kind === "rect");
const texts = (chart: BarChart) => layOutChart(chart).shapes.filter((shape) => shape.kind === "text");
const end = (shape: Shape): number =>
  shape.x + (shape.kind === "rect" ? shape.width : textWidth(shape.text, shape.face, shape.size));

describe("a drawn chart", () => {
  it("is a PNG 1200 pixels wide and higher with more bars", async () => {
    const one = await drawChart(chartOf(bar()));
    const three = await drawChart(chartOf(bar(), bar(), bar()));
    const header = new DataView(three.png.buffer, three.png.byteOffset);
    expect([header.getUint32(16), header.getUint32(20)]).toEqual([1200, three.height]);
    expect(three.height).toBeGreaterThan(one.height);
  });

  it("shows what is not known as an outlined empty track, and zero as a filled one", () => {
    expect(rects(chartOf(bar({ share: null })))).toMatchObject([{ outline: expect.any(String) as string }]);
    expect(rects(chartOf(bar({ share: null })))[0]).not.toHaveProperty("fill");
    expect(rects(chartOf(bar({ share: 0 })))[0]).toHaveProperty("fill");
  });

  it("says what is now and before only where they are compared", () => {
    expect(texts(chartOf(bar())).map(({ text }) => text)).not.toContain("Before");
    expect(texts(chartOf(bar({ before: 0.2 }))).map(({ text }) => text)).toContain("Before");
  });

  it("draws every share within its track", () => {
    const [track, filled] = rects(chartOf(bar({ share: 7 })));
    expect(filled?.width).toBe(track?.width);
  });

  it("shortens what would touch its neighbor", () => {
    const long = "a label that goes on and on ".repeat(8);
    const chart = { ...chartOf(bar({ label: long, text: long })), title: long.repeat(2) };
    const [title, label, figure] = texts(chart);
    const [track] = rects(chart);
    expect([title, label, figure].map((shape) => shape?.text.endsWith("…"))).toEqual([true, true, true]);
    expect(label === undefined ? NaN : end(label)).toBeLessThan(track?.x ?? 0);
    expect(track === undefined ? NaN : end(track)).toBeLessThan(figure?.x ?? 0);
    expect(figure === undefined ? NaN : end(figure)).toBeLessThan(1200);
  });

  it("is a picture whatever its words are", async () => {
    const text = fc.string({ unit: "binary" });
    await fc.assert(
      fc.asyncProperty(text, text, async (label, title) => {
        const chart = { ...chartOf(bar({ label, text: label })), title };
        expect((await drawChart(chart)).width).toBe(1200);
      }),
      { numRuns: 40 },
    );
  });

  it("never takes words for mark-up", () => {
    const label = `</text><script>&"'`;
    const svg = chartSvg(layOutChart(chartOf(bar({ label }))));
    expect(svg).not.toContain("<script>");
    expect(svg).toContain("&lt;/text&gt;&lt;script&gt;&amp;&quot;'");
  });
});
