/** How every browser test starts Chromium and where the product is. */
import type { PlaywrightTestConfig } from "@playwright/test";

export const browser: PlaywrightTestConfig["use"] = {
  baseURL: process.env.E2E_BASE_URL ?? "http://127.0.0.1:8000",
  viewport: { width: 1440, height: 900 },
  locale: "en-US",
  timezoneId: "UTC",
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
};
