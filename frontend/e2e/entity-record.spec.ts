/** One record: made and edited by keyboard, edited in place, moved, its activity, conflicts, deleting. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { expect, sampleRecords, test } from "./support/organization";

test("a record is made by keyboard alone, with its customer made on the way", async ({ page, api }) => {
  test.slow();
  await sampleRecords(api, 1);
  await page.goto("/invoices");
  await expect(page.getByRole("link", { name: "R-001" })).toBeVisible();
  await page.keyboard.press("n");
  const form = page.getByRole("form", { name: "New invoice" });
  await expect(form.getByLabel("Number")).toBeFocused();
  await expect(form.getByRole("button", { name: "Create invoice" })).toBeDisabled();
  await expectAccessible(page);
  await page.keyboard.type("R-900");
  await page.keyboard.press("Control+Enter");
  await expect(form.getByText("3 fields need attention: Customer, Issued on, Total.")).toBeVisible();
  await expect(form.getByRole("combobox", { name: "Customer" })).toBeFocused();
  await expect(form.getByRole("combobox", { name: "Customer" })).toHaveAccessibleDescription("Customer is needed");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByPlaceholder("Type to search…")).toBeFocused();
  await page.keyboard.type("Café Zürich");
  await expect(page.getByRole("option")).toHaveText(["Create “Café Zürich”"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New customer" });
  await expect(dialog.getByLabel("Name")).toHaveValue("Café Zürich");
  await dialog.getByRole("textbox", { name: "Code", exact: true }).fill("CAFEZ");
  await expectAccessible(page);
  await page.keyboard.press("Control+s");
  await expect(dialog).toBeHidden();
  await expect(form.getByRole("combobox", { name: "Customer" })).toHaveText("Café Zürich");
  await form.getByLabel("Issued on").fill("2026-11-20");
  await form.getByLabel("Total").fill("1,234.50");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: "R-900" })).toBeVisible();
  await expect(page.getByText("$1,234.50").first()).toBeVisible();
});

test("the server's refusal stands at its field", async ({ page, api }) => {
  await sampleRecords(api, 0);
  await page.goto("/customers/new");
  await page.getByRole("textbox", { name: "Code", exact: true }).fill("ERNSH");
  await page.getByLabel("Name").fill("Another Ernst");
  await page.getByRole("button", { name: "Create customer" }).click();
  const code = page.getByRole("textbox", { name: "Code", exact: true });
  await expect(code).toHaveAccessibleDescription("Is already taken");
  await expect(code).toBeFocused();
  await expect(page.getByRole("alert")).toHaveText("One field needs attention: Code.");
});

test("leaving with typed text asks, and the title marks it", async ({ page }) => {
  await page.goto("/customers/new");
  await page.getByLabel("Name").fill("Half a customer");
  await expect(page).toHaveTitle(/●/);
  await page.getByRole("link", { name: "Invoices" }).click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Half a customer");
  await page.getByRole("link", { name: "Invoices" }).click();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page).toHaveURL(/\/invoices$/);
});

test("a field is edited where it stands, undone, and the activity tells who changed what", async ({ page, api }) => {
  test.slow();
  const { customers } = await sampleRecords(api, 3);
  await page.goto(`/customers/${customers.ERNSH}`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Edit city" }).click();
  await page.getByRole("textbox", { name: "City" }).fill("Wien");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Edit city" })).toBeFocused();
  const entry = page.getByRole("list", { name: "Activity" }).getByRole("listitem").first();
  await expect(entry).toContainText("changed city");
  await expect(entry).toContainText("in the browser");
  await expect(entry.locator("del")).toContainText("Graz");
  await expect(entry.locator("ins")).toContainText("Wien");
  await entry.getByRole("button", { name: "Compare" }).click();
  const dialog = page.getByRole("dialog", { name: /Changed by/ });
  await expect(dialog.getByRole("row")).toHaveCount(2);
  await expectAccessible(page);
  await dialog.getByRole("switch", { name: "Only differences" }).click();
  await expect(dialog.getByRole("row", { name: /Ernst Handel/ })).toBeVisible();
  await dialog.getByRole("button", { name: "Revert this change" }).click();
  await page.getByRole("dialog", { name: "Revert this change?" }).getByRole("button", { name: "Revert" }).click();
  await expect(page.getByRole("button", { name: "Edit city" }).locator("..")).toContainText("Graz");
});

test("what belongs to a record is counted, totalled and linked", async ({ page, api }) => {
  const { customers } = await sampleRecords(api, 10);
  await page.goto(`/customers/${customers.ERNSH}`);
  await expect(page.getByRole("link", { name: "Invoices 2 $700.00" })).toBeVisible();
  await page.getByRole("tab", { name: "Related" }).click();
  await expect(page).toHaveURL(/tab=related/);
  await expect(page.getByRole("link", { name: "R-006" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "New invoice" }).click();
  await expect(page.getByRole("combobox", { name: "Customer" })).toHaveText("Ernst Handel");
});

test("a status is moved only along its transitions", async ({ page, api }) => {
  const { invoices } = await sampleRecords(api, 1);
  await page.goto(`/invoices/${invoices[0]}`);
  await page.getByRole("button", { name: "Mark as sent" }).click();
  await expect(page.getByRole("button", { name: "Mark as paid" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Mark as sent" })).toBeHidden();
});

test("two people edit the same record: the second sees both versions and chooses", async ({ page, api }) => {
  const { customers } = await sampleRecords(api, 0);
  const id = customers.QUICK ?? "";
  await page.goto(`/customers/${id}/edit`);
  await page.getByLabel("City").fill("Dresden");
  await page.getByLabel("Phone").fill("0351 1234");
  await api.patch(`/customers/${id}`, { city: "Leipzig", region: "Sachsen" });
  await expect(page.getByRole("status").getByText("Somebody has changed this record")).toBeVisible();
  await page.getByRole("button", { name: "Save changes" }).click();
  const dialog = page.getByRole("dialog", { name: /Somebody else has changed QUICK-Stop/ });
  await expect(dialog.getByRole("radio", { name: /Leipzig/ })).toBeVisible();
  await expect(dialog.getByRole("radio", { name: /Dresden/ })).toBeVisible();
  await expect(dialog.getByRole("region", { name: "Region" })).toContainText("Only they changed it");
  await expect(dialog.getByRole("button", { name: "Save the result" })).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: /Dresden/ }).click();
  await dialog.getByRole("button", { name: "Save the result" }).click();
  await expect(dialog).toBeHidden();
  expect(await api.get(`/customers/${id}`)).toMatchObject({ city: "Dresden", phone: "0351 1234", region: "Sachsen" });
});

test("deleting names the record, can be undone, and the address then tells what happened", async ({ page, api }) => {
  const { customers } = await sampleRecords(api, 0);
  await page.goto(`/customers/${customers.SPECD}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("dialog", { name: "Delete Spécialités du monde?" }).getByRole("button", { name: "Delete customer" }).click();
  await expect(page.getByText("Spécialités du monde has been deleted")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Restore customer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Spécialités du monde" })).toBeVisible();
});

test("a record that is not there, and an entity that is not there, have their page", async ({ page }) => {
  await page.goto("/customers/0190f6a0-0000-7000-8000-000000000000");
  await expect(page.getByText("This customer does not exist")).toBeVisible();
  await page.goto("/unicorns");
  await expect(page.getByText("This page does not exist")).toBeVisible();
});

test("record and form fit a phone", async ({ page, api }) => {
  const { invoices } = await sampleRecords(api, 1);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/invoices/${invoices[0]}`);
  await expect(page.getByRole("heading", { level: 1, name: "R-001" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.goto(`/invoices/${invoices[0]}/edit`);
  await expect(page.getByRole("button", { name: "Save changes" })).toBeInViewport();
  await expectNoSidewaysScroll(page);
});
