/** Pictures for docs/screenshots, from the running product with its demo records (`seed --demo`). */
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

interface Screen {
  name: string;
  path: string;
  /** Brings the screen into the state to be photographed. */
  prepare?: (page: Page) => Promise<void>;
  phone?: boolean;
}

const csv = `Customer ID,Company,E-mail,Country
BLAUS,Blauer See Delikatessen,info@blauersee.example,Germany
BERGS,Berglunds snabbköp,hej@berglunds.example,Sweden
ANTON,Antonio Moreno Taquería,antonio@example,Mexico`;

async function dropFile(page: Page): Promise<void> {
  await page.locator("input[type=file]").setInputFiles({ name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await expect(page.getByText("Berglunds snabbköp")).toBeVisible();
}

async function ask(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: /ask|message/i }).fill("top 5 customers by revenue");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/conversations\/.+/);
  await expect(page.getByRole("button", { name: /^Copy/ }).last()).toBeVisible({ timeout: 30_000 });
}

const screens: Screen[] = [
  { name: "dashboard", path: "/", phone: true },
  { name: "invoices", path: "/invoices", phone: true },
  { name: "invoices-filtered", path: "/invoices?status=overdue" },
  { name: "invoices-board", path: "/invoices?as=board", phone: true },
  { name: "invoices-calendar", path: "/invoices?as=calendar:issued_on", phone: true },
  { name: "invoices-chart", path: "/invoices?as=chart:columns:sum~total:issued_on~month", phone: true },
  { name: "invoices-columns", path: "/invoices", prepare: (page) => page.getByRole("button", { name: "Columns", exact: true }).click() },
  { name: "invoice", path: "first:/invoices", phone: true },
  { name: "invoice-new", path: "/invoices/new" },
  { name: "customers-import", path: "/customers/import", prepare: dropFile },
  { name: "customers", path: "/customers", phone: true },
  { name: "customer", path: "first:/customers" },
  { name: "tasks", path: "/tasks" },
  { name: "tasks-board", path: "/tasks?as=board" },
  { name: "tasks-week", path: "/tasks?as=calendar:due_on:week" },
  { name: "customers-search", path: "/customers?q=an" },
  { name: "conversations", path: "/conversations" },
  { name: "conversation", path: "/conversations", phone: true, prepare: ask },
  { name: "traces", path: "/traces" },
  { name: "trace", path: "first:/traces", phone: true },
  { name: "approvals", path: "/approvals", phone: true },
  { name: "hand-overs", path: "/hand-overs" },
  { name: "users", path: "/users" },
  { name: "roles", path: "/roles" },
  { name: "role", path: "first:/roles" },
  { name: "organization", path: "/organization" },
  { name: "audit", path: "/audit-logs" },
  { name: "webhooks", path: "/webhooks", phone: true },
  { name: "agents", path: "/agents", phone: true },
  { name: "ratings", path: "/agents/ratings", phone: true },
  { name: "agent-new", path: "/agents/new", phone: true },
  { name: "tool-servers", path: "/tool-servers" },
  { name: "system", path: "/system" },
  { name: "mails", path: "/mails" },
  { name: "notifications", path: "/profile", prepare: (page) => page.getByRole("button", { name: /^Notifications/ }).click() },
  { name: "sessions", path: "/sessions" },
  { name: "api-keys", path: "/api-keys", phone: true },
  {
    name: "palette",
    path: "/invoices",
    prepare: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "Search and commands" }).fill("al");
    },
  },
  { name: "components", path: "/gallery" },
];

/** Waits until the screen has its title and nothing on it is loading. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "does not exist" })).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

async function shoot(page: Page, screen: Screen, kind: "light" | "dark" | "phone", first: (list: string) => Promise<string>): Promise<void> {
  await page.setViewportSize(kind === "phone" ? { width: 390, height: 844 } : { width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: kind === "dark" ? "dark" : "light", reducedMotion: "reduce" });
  await page.goto(screen.path.startsWith("first:") ? await first(screen.path.slice(6)) : screen.path);
  await settled(page);
  await screen.prepare?.(page);
  await page.waitForTimeout(600); // charts and popovers have come to rest
  await page.screenshot({ path: `../docs/screenshots/${screen.name}-${kind}.png`, fullPage: screen.name === "components" });
}

test("the page before sign-in", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL });
  for (const kind of ["light", "dark", "phone"] as const) await shoot(page, { name: "sign-in", path: "/sign-in" }, kind, (path) => Promise.resolve(path));
  await page.close();
});

for (const screen of screens) {
  test(screen.name, async ({ page, api }) => {
    const first = async (list: string) => `${list}/${(await api.get<{ items: { id: string }[] }>(`${list}?limit=1`)).items[0]?.id}`;
    for (const kind of ["light", "dark", ...(screen.phone ? ["phone" as const] : [])] as const) await shoot(page, screen, kind, first);
  });
}
