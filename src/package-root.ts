import { fileURLToPath } from "node:url";

/** Where `knowledge/` and `manifests/` are: beside `src/` and `dist/`. */
export const packageRoot = (): string => fileURLToPath(new URL("..", import.meta.url));
