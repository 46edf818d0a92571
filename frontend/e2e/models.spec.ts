/** Models: a provider is tried, added, ordered and deleted; prices and limits are set; usage shows its figures; for who may. */
import { readFile } from "node:fs/promises";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { type Api, newPerson, unique } from "./support/api";
import { expect, test } from "./support/test";

test.describe.configure({ timeout: 90_000 });

const provider = (api: Api, label: string) =>
  api.post<{ id: string }>("/model-providers", { label, kind: "openai", base_url: "https://models.example.com/v1", key: "sk-e2e-0123456789abcd", models: { standard: "gpt-4o" } });

test("a provider is tried before it is kept, added with its key masked, and its fault said at its field", async ({ page }) => {
  const label = unique("Our models");
  await page.goto("/models");
  await page.getByRole("button", { name: "Add provider" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add provider" });
  await dialog.getByRole("button", { name: "Add provider" }).click();
  await expect(dialog.getByText("Enter a name.")).toBeVisible();
  await expect(dialog.getByText("Name a model.")).toBeVisible();
  await dialog.getByLabel("Name").fill(label);
  await dialog.getByLabel("Standard").fill("gpt-4o");
  await dialog.getByLabel("Address").fill("http://169.254.169.254/v1");
  await dialog.getByLabel("Key").fill("sk-e2e-0123456789wxyz");
  await dialog.getByRole("button", { name: "Test" }).click();
  await expect(dialog.getByText(/not a public address/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Address").fill("https://no-such-host.invalid/v1");
  await dialog.getByRole("button", { name: "Test" }).click();
  await expect(dialog.getByRole("status")).toContainText("does not answer", { timeout: 30_000 });
  await dialog.getByRole("button", { name: "Add provider" }).click();
  const row = page.getByRole("listitem").filter({ hasText: label });
  await expect(row).toContainText("key …wxyz");
  await expect(page.getByText("sk-e2e")).toHaveCount(0);
  await row.getByRole("button", { name: `More for ${label}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete provider" }).click();
  await expect(row).toHaveCount(0);
});

test("the order is changed by keyboard, and a provider is turned off", async ({ page, api }) => {
  const [one, two] = [unique("First"), unique("Second")];
  await provider(api, one);
  await provider(api, two);
  await page.goto("/models");
  const names = () => page.getByRole("listitem").filter({ hasText: /First|Second/ });
  await page.getByRole("button", { name: `Ask ${two} earlier` }).focus();
  await page.keyboard.press("Enter");
  await expect(names().filter({ hasText: new RegExp(`${one}|${two}`) }).first()).toContainText(two);
  await page.getByRole("switch", { name: `${two} is on` }).click();
  await expect(names().filter({ hasText: two })).toContainText("Off");
  await expectAccessible(page);
});

test("an own price replaces the known one, and is taken back", async ({ page }) => {
  await page.goto("/models?tab=prices");
  await page.getByLabel("Find a price").fill("gpt-4o-mini");
  await page.getByRole("button", { name: "Set your own price of gpt-4o-mini" }).click();
  await page.getByLabel("Input").fill("0.1234567");
  await page.getByRole("button", { name: "Save price" }).click();
  await expect(page.getByText(/at most 6 decimals/)).toBeVisible();
  await page.getByLabel("Input").fill("0.123");
  await page.getByRole("button", { name: "Save price" }).click();
  await expect(page.getByRole("row", { name: /gpt-4o-mini/ })).toContainText("Yours");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove your price of gpt-4o-mini" }).click();
  await page.getByRole("button", { name: "Remove price" }).click();
  await expect(page.getByRole("row", { name: /gpt-4o-mini/ })).not.toContainText("Yours");
});

test("a model in use without a price is named with its way out, never as 0", async ({ page }) => {
  const unpriced = [{ provider: "compatible", model: "house-model-7b", calls: 12, input_tokens: 40_000, output_tokens: 2_000, last_at: new Date().toISOString() }];
  await page.route("**/api/v1/model-prices", async (route) => {
    if (route.request().method() !== "GET") return route.fallback();
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), unpriced } });
  });
  await page.goto("/models?tab=prices");
  await expect(page.getByRole("heading", { name: "1 model in use has no price" })).toBeVisible();
  await expect(page.getByText("There is no other currency")).toBeVisible();
  await expect(page.getByText(/Shipped are the list prices of/)).toContainText("2025");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Set the price of house-model-7b" }).click();
  await expect(page.getByRole("dialog", { name: "Price of house-model-7b" })).toBeVisible();
  await expect(page.getByLabel("Tokens read")).toBeFocused();
});

test("limits are set and lifted", async ({ page }) => {
  await page.goto("/models?tab=limits");
  await page.getByLabel("A day").fill("1000000.50");
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText("of $1,000,000.50")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("A day").fill("");
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText("of $1,000,000.50")).toHaveCount(0);
});

test("what is shown of the usage is taken as a file", async ({ page }) => {
  const used = { calls: 2, failed: 0, input_tokens: 10, output_tokens: 5, cost: "0.01", unpriced: 0, ttft_ms: 90 };
  await page.route("**/api/v1/model-calls/usage?*", (route) =>
    route.fulfill({ json: { since: "2026-01-01", until: "2026-01-31", currency: "USD", own: false, total: used, items: [{ ...used, key: "2026-01-02", label: "2026-01-02" }] } }),
  );
  await page.goto("/usage?since=2026-01-01&until=2026-01-31");
  const [file, asked] = await Promise.all([page.waitForEvent("download"), page.waitForRequest(/usage\/export/), page.getByRole("button", { name: "Export CSV" }).click()]);
  expect(file.suggestedFilename()).toBe("usage-2026-01-01-2026-01-31.csv");
  expect(new URL(asked.url()).search).toBe("?since=2026-01-01&until=2026-01-31");
  expect(await readFile(await file.path(), "utf8")).toMatch(/^\ufeff?day,agent,person,provider,model,calls/);
});

test("usage is everybody's for administrators, one's own for others, and fits a phone in the dark", async ({ page, api, openAs }) => {
  await page.goto("/usage");
  await expect(page.getByRole("heading", { level: 1, name: "Usage" })).toBeVisible();
  await expectAccessible(page);
  const theirs = await openAs(await newPerson(api));
  await theirs.goto("/usage");
  await expect(theirs.getByText("What your work with agents took of language models.")).toBeVisible();
  await theirs.goto("/models");
  await expect(theirs.getByText(/needs “models:read”/)).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: "dark" });
  for (const path of ["/usage", "/models", "/models?tab=prices", "/models?tab=limits"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});
