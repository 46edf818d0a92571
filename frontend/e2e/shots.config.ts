/** `npm run shots`: pictures of the main screens (light, dark, phone) into docs/screenshots, from the running product. */
import { defineConfig } from "@playwright/test";
import { browser } from "./support/browser";

export default defineConfig({
  testDir: ".",
  testMatch: "shots.ts",
  outputDir: ".results",
  workers: 1,
  timeout: 120_000,
  reporter: [["list"]],
  use: browser,
});
