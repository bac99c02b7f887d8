import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";

export interface StructureNode {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: readonly StructureNode[];
}

/** Reads a PDF back as another program would. */
export async function readPdf(bytes: Uint8Array) {
  const pdf: PDFDocumentProxy = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: PDFPageProxy[] = await Promise.all(
    Array.from({ length: pdf.numPages }, (_, index) => pdf.getPage(index + 1)),
  );
  const texts = await Promise.all(pages.map(readText));
  const trees = await Promise.all(pages.map(async (page) => (await page.getStructTree()) as StructureNode | null));
  const links = await Promise.all(pages.map(readLinks));
  return { pdf, texts, nodes: trees.flatMap((tree) => (tree === null ? [] : flatten(tree))), links: links.flat() };
}

async function readText(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? " " : ""}` : "")).join("");
}

async function readLinks(page: PDFPageProxy): Promise<readonly string[]> {
  const annotations = (await page.getAnnotations()) as readonly { readonly url?: string }[];
  return annotations.flatMap(({ url }) => (url === undefined ? [] : [url]));
}

const flatten = (node: StructureNode): readonly StructureNode[] => [node, ...(node.children ?? []).flatMap(flatten)];
