// Copies the page's own files beside its compiled script, and links the binary so that `npx iso42001` starts at once.
import { chmod, cp, mkdir, rm, symlink } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = "doors/playground/page";
for (const file of ["index.html", "page.css", "icon.svg"]) {
  await cp(`${root}src/${page}/${file}`, `${root}dist/${page}/${file}`);
}
await chmod(`${root}dist/cli/main.js`, 0o755);
await mkdir(`${root}node_modules/.bin`, { recursive: true });
await rm(`${root}node_modules/.bin/iso42001`, { force: true });
await symlink("../../dist/cli/main.js", `${root}node_modules/.bin/iso42001`);
