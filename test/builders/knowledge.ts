import { cp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { knowledgeFolder } from "../../src/package-root.js";
import { obtainContent } from "../../src/content/kept-content.js";
import { openRetriever } from "../../src/content/model-cache.js";
import type { Knowledge } from "../../src/core/knowledge/entry.js";
import type { Retriever } from "../../src/core/knowledge/retrieve.js";
import { temporaryFolder } from "./world.js";

/** The product's own knowledge base and what the build learned from it. */
export async function openKnowledge(): Promise<{ knowledge: Knowledge; retrieve: Retriever }> {
  const { knowledge } = await obtainContent(knowledgeFolder());
  return { knowledge, retrieve: await openRetriever(knowledge) };
}

/** A copy of the product's knowledge folder, to break. */
export async function copyKnowledge(): Promise<string> {
  const folder = join(await temporaryFolder(), "knowledge");
  await cp(knowledgeFolder(), folder, { recursive: true });
  return folder;
}

const kept = ["cost", "timeline", "self-attest", "data-quality"] as const;
const linesKept = 30;

/** The same with four answers and a few lines of each kind, so that learning takes a moment. */
export async function copySmallKnowledge(): Promise<string> {
  const folder = await copyKnowledge();
  for (const name of await readdir(join(folder, "answers")))
    if (!kept.some((id) => name === `${id}.md`)) await rm(join(folder, "answers", name));
  for (const id of kept) {
    const other = kept.find((one) => one !== id) ?? "cost";
    await edit(join(folder, "answers", `${id}.md`), (text) => text.replace(/^related: .*$/mu, `related: [${other}]`));
  }
  for (const name of await readdir(join(folder, "asks")))
    if (!kept.some((id) => name === `${id}.txt`)) await rm(join(folder, "asks", name));
  for (const within of ["asks", "search/out-of-scope"])
    for (const name of await readdir(join(folder, within)))
      await edit(join(folder, within, name), (text) => text.split("\n").slice(0, linesKept).join("\n"));
  return folder;
}

export async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, "utf8")));
}
