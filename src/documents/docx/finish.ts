import { strFromU8, strToU8 } from "fflate";
import type { Document, TablePart } from "../../core/document/document.js";
import { escapeXml } from "../../pictures/chart-svg.js";
import { dropControls } from "../../pictures/drop-controls.js";
import { repack } from "../repack.js";

const bodyPath = "word/document.xml";
const linksPath = "word/_rels/document.xml.rels";

/** Adds what the library (9.15) has no option for: what each table shows, and names of links that are not random. */
export const finishDocx = (file: Uint8Array, { blocks }: Document): Uint8Array =>
  repack(file, (parts) => {
    const rename = nameLinks(read(parts, linksPath));
    const tables = blocks.filter((block) => block.kind === "table");
    parts[linksPath] = strToU8(rename(read(parts, linksPath)));
    parts[bodyPath] = strToU8(describeTables(rename(read(parts, bodyPath)), tables));
  });

const read = (parts: Readonly<Record<string, Uint8Array>>, path: string): string =>
  strFromU8(parts[path] ?? new Uint8Array());

/** Only marks of the library's own are replaced: in a text, quotes and angle brackets are escaped. */
function nameLinks(links: string): (xml: string) => string {
  const names = new Map(
    Array.from(links.matchAll(/ Id="(rId[^"]*)"/g), ([, id = ""], index) => [id, `rId${index + 1}`] as const),
  );
  return (xml) =>
    xml.replace(/( Id| r:id| r:embed)="(rId[^"]*)"/g, (whole, name: string, id: string) => {
      const known = names.get(id);
      return known === undefined ? whole : `${name}="${known}"`;
    });
}

function describeTables(xml: string, tables: readonly TablePart[]): string {
  let table = 0;
  return xml.replace(/<\/w:tblPr>/g, (end) => {
    const caption = tables[table++]?.caption ?? "";
    return `<w:tblDescription w:val="${escapeXml(dropControls(caption))}"/>${end}`;
  });
}
