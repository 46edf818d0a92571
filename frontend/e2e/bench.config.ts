/** `npm run bench`: what screens cost, measured on the running product (set as for the browser tests). */
import { defineConfig } from "@playwright/test";
import { browser } from "./support/browser";

export default defineConfig({
  testDir: "bench",
  testMatch: "stream.ts",
  outputDir: ".results",
  workers: 1,
  timeout: 240_000,
  reporter: [["list"]],
  use: browser,
});
