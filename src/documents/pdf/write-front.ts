import type { Document } from "../../core/document/document.js";
import { dropControls } from "../../pictures/drop-controls.js";
import { fitText, printable, textWidth } from "../../pictures/typeface.js";
import { breakLines } from "./break-lines.js";
import { colors, looks, paper } from "./looks.js";
import type { Look } from "./looks.js";
import type { Pages } from "./pages.js";
import { plainRun } from "./runs.js";
import { writeText } from "./write-text.js";

/** Writes the cover on a page of its own or, without cover lines, the title above the first block. */
export function writeFront(pages: Pages, { title, subtitle, cover }: Document): void {
  const write = (kind: string, text: string, look: Look): void => {
    if (text !== "") writeText(pages, { kind, runs: plainRun(text, look), look });
  };
  const hasCover = cover.length > 0;
  pages.y = hasCover ? 218 : paper.top;
  drawAccent(pages);
  write("H1", title, hasCover ? looks.coverTitle : looks.title);
  pages.y += hasCover ? 10 : 3;
  write("P", subtitle, hasCover ? looks.coverSubtitle : looks.subtitle);
  if (!hasCover) {
    pages.y += 14;
    return;
  }
  pages.y += 26;
  pages.decoration(() => {
    pages.rule(pages.y, { color: colors.line, thickness: 0.6 });
  });
  pages.y += 20;
  for (const line of cover) write("P", line, looks.coverLine);
}

function drawAccent(pages: Pages): void {
  pages.decoration(() => {
    pages.pdf.rect(pages.left, pages.y, 46, 4).fill(colors.accent);
  });
  pages.y += 22;
}

/** Writes the foot of every page, once it is known how many there are. */
export function writeFooters(pages: Pages, footer: string): void {
  const { pdf } = pages;
  const { start, count } = pdf.bufferedPageRange();
  const look = looks.footer;
  const y = paper.height - 40;
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(start + page);
    const pageText = `Page ${page + 1} of ${count}`;
    const pageWidth = textWidth(pageText, look.face, look.size);
    const lines = footerLines(footer, pages.width - pageWidth - 24);
    pages.decoration(() => {
      pages.rule(y - 16, { color: colors.line, thickness: 0.6 });
      lines.forEach((line, index) => {
        pages.text(line, { ...look, x: pages.left, y: y + index * look.leading });
      });
      pages.text(pageText, { ...look, x: pages.left + pages.width - pageWidth, y });
    }, "Pagination");
  }
}

/** The foot in as many lines as it takes: what stands there must be read whole. The last of three is shortened. */
function footerLines(footer: string, width: number): readonly string[] {
  const look = looks.footer;
  const text = dropControls(footer).replace(/\s+/g, " ");
  const lines = breakLines(plainRun(text, look), width, look.size).map((line) =>
    printable(
      line
        .map((run) => run.text)
        .join("")
        .trimEnd(),
    ),
  );
  const [first = "", second = ""] = lines;
  return lines.length <= 2 ? lines : [first, second, fitText(lines.slice(2).join(" "), { ...look, width })];
}
