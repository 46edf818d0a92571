/** The list of any entity: filters, order and search in the address, selection, totals, export, keys, phone. */
import { readFileSync } from "node:fs";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { expect, sampleRecords, test } from "./support/organization";
import { settledBox } from "./support/settled";

test("rows are 36 px and at least 18 are in view; figures are aligned and totalled", async ({ page, api }) => {
  await sampleRecords(api, 30);
  await page.goto("/invoices");
  await expect(page.getByRole("link", { name: "R-030" })).toBeVisible();
  const heights = await page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
  expect(new Set(heights)).toEqual(new Set([36]));
  const bottom = (await page.getByRole("group", { name: "Totals" }).boundingBox())?.y ?? 0;
  const visible = await page.locator("tbody tr").evaluateAll((rows, end) => rows.filter((row) => row.getBoundingClientRect().bottom <= end).length, bottom);
  expect(visible).toBeGreaterThanOrEqual(18);
  await expect(page.getByRole("group", { name: "Totals" })).toContainText("30 invoices");
  await expect(page.getByRole("group", { name: "Totals" })).toContainText("$46,500.00");
  await expect(page.getByRole("columnheader", { name: "Total" })).toHaveCSS("text-align", "right");
  await expectAccessible(page);
});

test("a filter says a sentence, is in the address, and reload and Back restore it", async ({ page, api }) => {
  const { invoices } = await sampleRecords(api);
  await api.post("/invoices/bulk", { action: "status", ids: invoices.slice(0, 3), values: { status: "sent" } });
  await page.goto("/invoices");
  await page.getByRole("button", { name: "Filter by status" }).click();
  await expect(page.getByRole("option", { name: /Sent/ })).toContainText("3");
  await page.getByRole("option", { name: /Sent/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Status is sent", exact: true })).toBeFocused();
  await expect(page).toHaveURL(/\?status=sent$/);
  await expect(page.getByRole("group", { name: "Totals" })).toContainText("$600.00");
  await page.getByRole("columnheader", { name: "Total" }).getByRole("button").click();
  await expect(page.getByRole("columnheader", { name: "Total" })).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/status=sent&sort=total/);
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Total" })).toHaveAttribute("aria-sort", "ascending");
  await expect(page.getByText("3 invoices")).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(page.getByText("10 invoices")).toBeVisible();
  await page.goForward();
  await page.getByRole("button", { name: "Remove filter: Status is sent" }).click();
  await expect(page).toHaveURL(/\/invoices$/);
});

test("relations, dates and amounts filter too; nothing found offers to clear", async ({ page, api }) => {
  await sampleRecords(api);
  await page.goto("/invoices");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("option", { name: "Customer", exact: true }).click();
  await page.getByRole("option", { name: /Ernst Handel/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Customer is Ernst Handel", exact: true })).toBeVisible();
  await expect(page.getByText("2 invoices")).toBeVisible();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("option", { name: "Total", exact: true }).click();
  await page.getByLabel("Total at least").fill("500");
  await page.getByLabel("Total at least").press("Enter");
  await expect(page).toHaveURL(/total__gte=500/);
  await page.keyboard.press("Escape");
  await expect(page.getByText("1 invoice", { exact: true })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search invoices" }).fill("nothing like this");
  await expect(page.getByText("No invoices match these filters")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByText("10 invoices")).toBeVisible();
});

test("columns have an order, a width and a place, and are kept", async ({ page, api }) => {
  await sampleRecords(api);
  await page.goto("/invoices");
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page.getByRole("checkbox", { name: "Due on" }).click();
  await page.getByRole("checkbox", { name: "Paid on" }).click();
  for (let step = 0; step < 4; step += 1) await page.getByRole("button", { name: "Move Paid on up" }).click();
  await page.getByRole("button", { name: "Keep Total in view" }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  const heads = page.getByRole("columnheader");
  await expect(heads).toHaveText(["", "Number", "Total", "Paid on", "Customer", "Issued on", "Status"]);
  const edge = page.locator('[data-edge="customer"]');
  const before = (await settledBox(page.getByRole("columnheader", { name: "Customer" }))).width;
  const box = await settledBox(edge);
  await page.mouse.move(box.x + 4, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x - 76, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await page.getByRole("columnheader", { name: "Customer" }).boundingBox())?.width ?? 0)).toBe(Math.round(before - 80));
  await page.getByRole("columnheader", { name: "Issued on" }).hover();
  await page.getByRole("button", { name: "Column Issued on" }).click();
  await page.getByRole("menuitem", { name: "Move left" }).click();
  await page.reload();
  await expect(heads).toHaveText(["", "Number", "Total", "Paid on", "Issued on", "Customer", "Status"]);
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page.getByRole("button", { name: "Usual columns" }).click();
  await expect(page.getByRole("columnheader", { name: "Paid on" })).toBeHidden();
});

test("with Shift a second column sorts within the first", async ({ page, api }) => {
  await sampleRecords(api, 6);
  await page.goto("/invoices");
  await page.getByRole("columnheader", { name: "Customer" }).hover();
  await page.getByRole("columnheader", { name: "Status" }).getByRole("button", { name: "Status", exact: true }).click();
  await page.getByRole("columnheader", { name: "Total" }).getByRole("button", { name: "Total", exact: true }).click({ modifiers: ["Shift"] });
  await page.getByRole("columnheader", { name: "Total" }).getByRole("button", { name: /^Total/ }).first().click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(/sort=status%2C-total/);
  await expect(page.getByRole("columnheader", { name: "Total" })).toHaveAttribute("aria-sort", "descending");
});

test("a cell is edited where it stands; who saves second sees both versions", async ({ page, api }) => {
  const { invoices } = await sampleRecords(api, 3);
  await page.goto("/invoices?sort=number");
  const row = page.getByRole("row", { name: /R-001/ });
  await row.hover();
  await page.getByRole("button", { name: "Edit due on of R-001" }).click();
  await page.getByRole("textbox", { name: "Due on" }).fill("2027-03-01");
  await page.keyboard.press("Enter");
  await expect(row).toContainText("Mar 1, 2027");
  await expect(page.getByRole("link", { name: "R-001" })).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).not.toContainText("Mar 1, 2027");
  await page.getByRole("link", { name: "R-002" }).focus();
  await page.keyboard.press("F2");
  await expect(page.getByRole("textbox", { name: "Number" })).toBeFocused();
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Number" }).fill("R-002b");
  await api.patch(`/invoices/${invoices[1]}`, { number: "R-002c" });
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /Somebody else has changed/ });
  await dialog.getByRole("radio", { name: /Yours/ }).click();
  await dialog.getByRole("button", { name: "Save the result" }).click();
  await expect(page.getByRole("link", { name: "R-002b" })).toBeVisible();
});

test("what was searched for is marked, also where the column is not shown", async ({ page, api }) => {
  await sampleRecords(api);
  await page.goto("/customers?q=konig");
  await expect(page.locator("mark").first()).toHaveText("Königlich");
  await expectAccessible(page);
  await api.post("/tasks", { title: "Call Bob", description: "He asked for the blue brochure" });
  await page.goto("/tasks?q=brochure");
  await expect(page.getByRole("row", { name: /Call Bob/ })).toContainText("He asked for the blue brochure");
  await expect(page.locator("mark")).toHaveText("brochure");
});

test("rows are picked by box, by Shift and by key; the bar acts on them and deleting can be undone", async ({ page, api }) => {
  test.slow();
  await sampleRecords(api);
  await page.goto("/invoices?sort=number");
  await page.getByRole("checkbox", { name: "Select R-001" }).click();
  await page.getByRole("checkbox", { name: "Select R-003" }).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: "Selected rows" });
  await expect(bar).toContainText("3 selected");
  await expect(page.getByRole("checkbox", { name: "Select all rows" })).toHaveAttribute("aria-checked", "mixed");
  await expectAccessible(page);
  await bar.getByRole("button", { name: "Set status" }).click();
  await expect(page.getByRole("menuitem", { name: "Paid" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("menuitem", { name: "Sent" }).click();
  await expect(page.getByRole("row", { name: /R-002/ })).toContainText("Sent");
  await page.getByRole("link", { name: "R-004" }).focus();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "R-005" })).toBeFocused();
  await page.keyboard.press("x");
  await expect(bar).toContainText("2 selected");
  await bar.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 2 invoices?" });
  await expect(dialog).toContainText("R-004, R-005");
  await dialog.getByRole("button", { name: "Delete 2 invoices" }).click();
  await expect(page.getByText("8 invoices")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("10 invoices")).toBeVisible();
  await page.getByRole("link", { name: "R-001" }).focus();
  await page.keyboard.press("x");
  await bar.getByRole("button", { name: "Change a field" }).click();
  await page.getByRole("combobox", { name: "Field" }).click();
  await page.getByRole("option", { name: "Due on" }).click();
  await page.getByLabel("New due on").fill("2027-03-01");
  await page.getByRole("button", { name: "Change 1 invoice" }).click();
  await expect(page.getByRole("row", { name: /R-001/ })).toContainText("Mar 1, 2027");
});

test("the filtered rows are exported in two clicks", async ({ page, api }) => {
  await sampleRecords(api);
  await page.goto("/customers?country=Germany");
  await expect(page.getByText("2 customers")).toBeVisible();
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "CSV" }).click()]);
  const text = readFileSync(await download.path(), "utf8");
  expect(text).toContain("Königlich Essen");
  expect(text).not.toContain("Ernst Handel");
});

test("a long list is scrolled, jumped through and walked by keys; only the rows in view are in the document", async ({ page, api }) => {
  test.slow();
  await sampleRecords(api, 460);
  await page.goto("/invoices?sort=number");
  await expect(page.getByText("460 invoices")).toBeVisible();
  const frame = page.getByRole("region", { name: "Invoices" });
  await frame.evaluate((element) => element.scrollTo({ top: 300 * 36 }));
  await expect(page.getByRole("link", { name: "R-305" })).toBeVisible();
  await page.getByRole("link", { name: "R-305" }).focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("link", { name: "R-460" })).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("link", { name: "R-459" })).toBeFocused();
  await page.keyboard.press("x");
  await page.keyboard.press("Home");
  await expect(page.getByRole("link", { name: "R-001" })).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByRole("toolbar", { name: "Selected rows" })).toContainText("2 selected");
  await page.getByRole("button", { name: "Select all 460" }).click();
  await expect(page.getByRole("toolbar", { name: "Selected rows" })).toContainText("460 selected");
  expect(await page.locator("tbody tr").count()).toBeLessThan(90);
});

test("an empty list offers the first record and an import", async ({ page }) => {
  await page.goto("/tasks");
  await expect(page.getByText("There are no tasks yet")).toBeVisible();
  await expect(page.getByRole("link", { name: "Import tasks" })).toBeVisible();
  await expectAccessible(page);
});

test("a list that cannot be loaded says why, with the request id, and tries again", async ({ page, api }) => {
  await sampleRecords(api, 1);
  await page.route("**/api/v1/invoices?*", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify({ title: "Internal error", status: 500, detail: "The database is away.", request_id: "req-42" }) }), { times: 1 });
  await page.goto("/invoices");
  await expect(page.getByText("Could not load the invoices")).toBeVisible();
  await expect(page.getByText("req-42")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "R-001" })).toBeVisible();
});

test("on a phone the rows are cards, at least seven to a screen, without sideways scrolling", async ({ page, api }) => {
  await sampleRecords(api, 12);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/invoices");
  const cards = page.getByRole("list", { name: "Invoices" }).getByRole("listitem");
  await expect(cards).toHaveCount(12);
  const boxes = await cards.evaluateAll((items) => items.map((item) => item.getBoundingClientRect()).map(({ height, bottom }) => ({ height, bottom })));
  expect(Math.max(...boxes.map(({ height }) => height))).toBeLessThanOrEqual(96);
  expect(boxes.filter(({ bottom }) => bottom <= 800).length).toBeGreaterThanOrEqual(7);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("a list is filtered through a relation, and by what points to its records", async ({ page, api }) => {
  const { customers } = await sampleRecords(api, 4);
  await page.goto("/invoices");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("option", { name: "Customer country" }).click();
  await expect(page.getByRole("option", { name: /Germany/ })).toContainText("1");
  await page.getByRole("option", { name: /Germany/ }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/customer\.country=Germany/);
  await expect(page.getByRole("button", { name: "Customer country is Germany", exact: true })).toBeVisible();
  await expect(page.getByText("1 invoice", { exact: true })).toBeVisible();
  await page.goto("/customers");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("option", { name: "Has no invoices" }).click();
  await expect(page.getByText("1 customer", { exact: true })).toBeVisible();
  await expect(page.locator(`a[href="/customers/${customers.KOENE}"]`)).toBeVisible();
});

test("a row's own menu deletes it, and the deleted records bring it back", async ({ page, api }) => {
  await sampleRecords(api, 2);
  await page.goto("/invoices");
  await page.getByRole("row", { name: /R-002/ }).hover();
  await page.getByRole("button", { name: "Actions for R-002" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("dialog", { name: "Delete R-002?" }).getByRole("button", { name: "Delete invoice" }).click();
  await expect(page.getByText("1 invoice", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("option", { name: "Show deleted records" }).click();
  await expect(page).toHaveURL(/deleted=true/);
  await page.getByRole("row", { name: /R-002/ }).hover();
  await page.getByRole("button", { name: "Actions for R-002" }).click();
  await page.getByRole("menuitem", { name: "Restore" }).click();
  await expect(page.getByText("No invoices have been deleted")).toBeVisible();
  await page.getByRole("button", { name: "Leave the deleted records" }).click();
  await expect(page.getByText("2 invoices")).toBeVisible();
});
