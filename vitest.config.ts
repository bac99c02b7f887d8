import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "test/screens/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Most of them wait for something: a core that is left free, as is usual, would stand idle.
    maxWorkers: availableParallelism(),
  },
});
