/**
 * `test` of every spec: `page` is signed in as the administrator (or as `test.use({ person })`; null for nobody),
 * `api` arranges records, `openAs` opens a second browser, and a defect in the page or a request to another host fails it.
 */
import { test as base, type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { admin, Api, type Person } from "./api";

interface Fixtures {
  person: Person | null;
  api: Api;
  /** Another browser, signed in as somebody. */
  openAs: (person: Person) => Promise<Page>;
}

/** A session of its own for each context: refresh tokens rotate, so contexts cannot share one. */
async function signIn(context: BrowserContext, { email, password }: Person): Promise<void> {
  const answer = await context.request.post("/api/v1/auth/login", { data: { email, password }, headers: { "X-Session": "cookie" } });
  expect(answer.ok(), `sign-in of ${email}: ${answer.status()}`).toBe(true);
  await context.addInitScript(() => {
    if (location.protocol.startsWith("http")) localStorage.setItem("groundwork.signed-in", "1"); // not on about:blank
  });
}

/** Collects what must not happen on any page: an uncaught error, a request to another host. */
function watch(context: BrowserContext, origin: string): string[] {
  const faults: string[] = [];
  context.on("weberror", (error) => faults.push(`uncaught: ${error.error().message}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) faults.push(`request to ${url.origin}`);
  });
  return faults;
}

export const test = base.extend<Fixtures>({
  person: [admin, { option: true }],
  context: async ({ context, person, baseURL }, use) => {
    const faults = watch(context, new URL(baseURL ?? "").origin);
    if (person) await signIn(context, person);
    await use(context);
    expect(faults).toEqual([]);
  },
  api: async ({ baseURL }, use) => {
    const api = await Api.as(baseURL ?? "", admin);
    await use(api);
    await api.close();
  },
  openAs: async ({ browser, baseURL }: { browser: Browser; baseURL: string | undefined }, use) => {
    const opened: { context: BrowserContext; faults: string[] }[] = [];
    await use(async (person) => {
      const context = await browser.newContext({ baseURL, locale: "en-US", timezoneId: "UTC", viewport: { width: 1440, height: 900 } });
      opened.push({ context, faults: watch(context, new URL(baseURL ?? "").origin) });
      await signIn(context, person);
      return context.newPage();
    });
    for (const { context, faults } of opened) {
      await context.close();
      expect(faults).toEqual([]);
    }
  },
});

export { expect };
