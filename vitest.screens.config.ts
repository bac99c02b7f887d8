import { defineConfig } from "vitest/config";

/** Draws what people see in Slack and in Teams into `test-results/`, to be looked at. */
export default defineConfig({
  test: { include: ["test/screens/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 60_000, fileParallelism: false },
});
