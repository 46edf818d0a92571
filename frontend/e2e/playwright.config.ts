/**
 * Browser tests against the running product: `E2E_BASE_URL` (http://127.0.0.1:8000), `E2E_ADMIN_EMAIL`
 * (admin@example.com), `E2E_ADMIN_PASSWORD` (no default), `CHROMIUM_PATH` (/usr/bin/chromium), `E2E_WORKERS` (2).
 */
import { defineConfig } from "@playwright/test";
import { browser } from "./support/browser";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: ".results",
  fullyParallel: true,
  workers: Number(process.env.E2E_WORKERS ?? 2),
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: { ...browser, screenshot: "only-on-failure", trace: "retain-on-failure" },
});
