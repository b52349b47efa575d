import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["cryoreel-source"] },
  ssr: { resolve: { conditions: ["cryoreel-source"], externalConditions: ["cryoreel-source"] } },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "packages/*/test/**/*.test.ts",
      "fixtures/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
