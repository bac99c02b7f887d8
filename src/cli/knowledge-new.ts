import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { knowledgeFolder } from "../package-root.js";
import { newAnswerFile } from "../content/new-answer.js";
import { AdvisorError } from "../core/errors.js";

/** `knowledge new <slug>`: a file to fill in, with everything an answer needs. Errors: `operator-mistake`. */
export async function knowledgeNew(slug: string, folder = knowledgeFolder()): Promise<void> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u.test(slug))
    throw new AdvisorError("operator-mistake", {
      happened: `"${slug}" can't name an answer.`,
      kept: "Nothing was written.",
      next: "Use lower-case words joined by hyphens, such as audit-evidence.",
    });
  try {
    await writeFile(join(folder, "answers", `${slug}.md`), newAnswerFile(slug, new Date()), { flag: "wx" });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new AdvisorError("operator-mistake", {
      happened: `knowledge/answers/${slug}.md ${exists ? "exists already" : "could not be written"}.`,
      kept: "Nothing was changed.",
      cause: error,
    });
  }
  process.stdout.write(`knowledge/answers/${slug}.md is ready to fill in; then run "npx iso42001 knowledge check".\n`);
}
