/** The first screen: figures that are right, that lead to their records, and that change by themselves. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { newPerson } from "./support/api";
import { expect, sampleRecords, test } from "./support/organization";

test.describe.configure({ timeout: 60_000 });

test("an empty organisation is led to the import", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByText("Bring your records in")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Import customers" }).click();
  await expect(page).toHaveURL(/\/customers\/import$/);
});

test("six figures are counted from the records, and each opens the list behind it", async ({ page, api }) => {
  const { invoices } = await sampleRecords(api, 10); // 100 + 200 … + 1000 dollars, all drafts
  await api.patch(`/invoices/${invoices[9]}/status`, { status: "void" }); // 1000 dollars are not open any more
  await page.goto("/");
  const figures = page.getByRole("region", { name: "Figures" });
  await expect(figures.getByRole("link")).toHaveCount(6);
  await expect(figures.getByRole("link", { name: /^Invoices in total \$5,500\.00 10 invoices/ })).toBeVisible();
  await expect(figures.getByRole("link", { name: /^Customers 5/ })).toBeVisible();
  await figures.getByRole("link", { name: /^Open invoices \$4,500\.00 9 invoices/ }).click();
  await expect(page).toHaveURL(/\/invoices\?status__in=draft%2Csent%2Coverdue$/);
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(10); // the header and nine invoices
  await page.goBack();
  await expect(figures.getByRole("link")).toHaveCount(6);
});

test("charts name what they show, turn into tables, and lead to their records", async ({ page, api }) => {
  await sampleRecords(api, 10);
  await page.goto("/");
  await expect(page.getByRole("img", { name: /^Invoices by month\. 12 values; the highest is Jan 2026 with \$5,500\.00/ })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Customers with the highest invoices/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Show Invoices by month as a table" }).click();
  const row = page.getByRole("table", { name: "Invoices by month" }).getByRole("row", { name: /Jan 2026/ });
  await expect(row).toContainText("$5,500.00");
  await expectAccessible(page);
  await row.getByRole("link").click();
  await expect(page).toHaveURL(/issued_on__gte=2026-01-01&issued_on__lte=2026-01-31/);
});

test("what another browser changes is in the figures without a reload", async ({ page, api }) => {
  const { customers } = await sampleRecords(api, 2);
  await page.goto("/");
  await expect(page.getByRole("link", { name: /^Customers 5/ })).toBeVisible();
  await expect(page.getByRole("status", { name: /live/i }).or(page.getByLabel(/live|connected/i)).first()).toBeAttached();
  await api.post("/customers", { code: "NEW", name: "A new one" });
  await expect(page.getByRole("link", { name: /^Customers 6/ })).toBeVisible();
  await api.delete(`/customers/${customers.QUICK}`);
  await expect(page.getByRole("link", { name: /^Customers 5/ })).toBeVisible();
});

test("my open tasks stand there, the most urgent first, and what happened last", async ({ page, api, person }) => {
  await sampleRecords(api, 1);
  const { id } = await api.get<{ id: string }>("/auth/me");
  await api.post("/tasks", { title: "Later", due_on: "2099-02-01", assignee: id });
  await api.post("/tasks", { title: "Urgent", due_on: "2020-01-01", assignee: id });
  await api.post("/tasks", { title: "Nobody's", due_on: "2020-01-01" });
  await page.goto("/");
  const mine = page.locator("section", { has: page.getByRole("heading", { name: "My tasks" }) }).last();
  await expect(mine.getByRole("listitem")).toHaveText([/^UrgentLate: Jan 1, 2020/, /^LaterFeb 1, 2099/]);
  await expect(page.getByText("No approvals are waiting")).toBeVisible();
  const recent = page.locator("section", { has: page.getByRole("heading", { name: "Recent activity" }) }).last();
  await expect(recent.getByRole("listitem").first()).toContainText("created Nobody's");
  expect(person).not.toBeNull();
  await recent.getByRole("link", { name: "Nobody's" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nobody's" })).toBeVisible();
});

test("a guest sees the figures, and nothing that his role does not allow", async ({ api, openAs }) => {
  await sampleRecords(api, 2);
  const page = await openAs(await newPerson(api, "guest"));
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Figures" }).getByRole("link")).toHaveCount(6);
  await expect(page.getByText("Waiting for your approval")).toHaveCount(0);
  await expect(page.getByText("Recent activity")).toHaveCount(0);
  await expectAccessible(page);
});

test("on a phone everything stands below one another", async ({ page, api }) => {
  await sampleRecords(api, 3);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Figures" }).getByRole("link")).toHaveCount(6);
  await expectNoSidewaysScroll(page, 360);
  await expectAccessible(page);
});
