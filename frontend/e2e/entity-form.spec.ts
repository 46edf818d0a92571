/** Forms and records between two people: nothing is lost, everybody sees who else is there; and records on paper. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { newPerson } from "./support/api";
import { expect, sampleRecords, test } from "./support/organization";

test("the first press on Create counts, also when leaving the field makes a message appear", async ({ page, api }) => {
  await sampleRecords(api, 0);
  await page.goto("/customers/new");
  await page.getByRole("textbox", { name: "Code", exact: true }).fill("NEWCO");
  await page.getByLabel("Name").fill("New Company");
  await page.getByRole("textbox", { name: "Email" }).fill("not an address");
  await page.getByRole("button", { name: "Create customer" }).click();
  await expect(page.getByRole("alert")).toHaveText("One field needs attention: Email.");
  await expect(page.getByRole("textbox", { name: "Email" })).toBeFocused();
  await page.getByRole("textbox", { name: "Email" }).fill("new@example.com");
  await page.getByRole("button", { name: "Create customer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New Company" })).toBeVisible();
});

test("formatted text is written, looked at, and read on the record", async ({ page, api }) => {
  const { customers } = await sampleRecords(api, 0);
  await page.goto(`/customers/${customers.ANTON}/edit`);
  const notes = page.getByRole("textbox", { name: "Notes" });
  await notes.fill("Calls on Monday\nand Friday");
  await notes.press("ControlOrMeta+a");
  await page.getByRole("button", { name: "Make bold" }).click();
  await expect(notes).toHaveValue("**Calls on Monday\nand Friday**");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.locator("strong", { hasText: "Calls on Monday" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("heading", { level: 1, name: "Antonio Moreno Taquería" })).toBeVisible();
  await expect(page.locator("strong", { hasText: "Calls on Monday" })).toBeVisible();
});

test("two people at one record see each other, and which field the other edits", async ({ page, api, openAs }) => {
  test.slow();
  const { customers } = await sampleRecords(api, 0);
  const anna = await newPerson(api);
  await page.goto(`/customers/${customers.ERNSH}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const other = await openAs(anna);
  await other.goto(`/customers/${customers.ERNSH}/edit`);
  const here = page.getByRole("status", { name: "Also here" });
  await expect(here).toContainText(`${anna.name} is here too`);
  await other.getByRole("textbox", { name: "City" }).click();
  await expect(here).toContainText(`${anna.name} is editing the city`);
  await expect(page.getByText("Ida is editing")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Edit phone" }).click();
  await expect(other.getByText(/is editing$/)).toBeVisible();
  await other.close();
  await expect(here).not.toContainText(anna.name);
});

test("a move over somebody else's change shows both versions", async ({ page, api }) => {
  const { invoices } = await sampleRecords(api, 1);
  await page.goto(`/invoices/${invoices[0]}`);
  await expect(page.getByRole("button", { name: "Mark as sent" })).toBeVisible();
  let changed = false;
  await page.route(`**/api/v1/invoices/${invoices[0]}/status`, async (route) => {
    if (!changed) {
      changed = true;
      await api.patch(`/invoices/${invoices[0]}`, { due_on: "2026-12-24" }); // in the last moment
    }
    await route.continue();
  });
  await page.getByRole("button", { name: "Mark as sent" }).click();
  const dialog = page.getByRole("dialog", { name: /Somebody else has changed R-001/ });
  await expect(dialog.getByRole("region", { name: "Due on" })).toContainText("Only they changed it");
  await expect(dialog.getByRole("region", { name: "Status" })).toContainText("Only you changed it");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save the result" }).click();
  await expect(dialog).toBeHidden();
  expect(await api.get(`/invoices/${invoices[0]}`)).toMatchObject({ status: "sent", due_on: "2026-12-24" });
});

test("a record and a filtered list go on paper", async ({ page, api }) => {
  const { customers } = await sampleRecords(api, 10);
  await page.addInitScript(() => (window.print = () => document.documentElement.setAttribute("data-printed", "")));
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(`/customers/${customers.ERNSH}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Print" }).click();
  const sheet = page.getByRole("article");
  await expect(sheet.getByRole("heading", { level: 1, name: "Ernst Handel" })).toBeVisible();
  await expect(sheet.getByRole("table", { name: "Invoices" }).getByRole("row")).toHaveCount(3);
  await expect(page.locator("html[data-printed]")).toBeAttached();
  await expectAccessible(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("complementary", { name: "Navigation" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  expect(await sheet.evaluate((element) => getComputedStyle(element).color)).not.toMatch(/oklch\(0\.9/);
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  await page.goto(`/invoices/print?customer=${customers.ERNSH}`);
  await expect(sheet.getByRole("table", { name: "Invoices" }).getByRole("row")).toHaveCount(3);
  await expect(sheet).toContainText("$700.00");
  await expectNoSidewaysScroll(page);
});
