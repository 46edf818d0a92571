/** The same records as a board, a calendar and a chart; saved views, private and shared. */
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { newPerson, unique } from "./support/api";
import { expect, sampleRecords, test } from "./support/organization";
import { settledBox } from "./support/settled";

/** Carries an element to another one with the mouse. */
async function carry(page: Page, from: string, to: string): Promise<void> {
  const [source, target] = [await settledBox(page.locator(from)), await settledBox(page.locator(to))];
  await page.mouse.move(source.x + source.width - 30, source.y + source.height - 8);
  await page.mouse.down();
  await page.mouse.move(source.x + source.width - 20, source.y + source.height, { steps: 3 });
  await page.mouse.move(target.x + target.width / 2, target.y + 60, { steps: 8 });
}

const on = (page: Page, day: string) => page.getByRole("gridcell", { name: new RegExp(`^${day}, `) });
const column = (page: Page, name: string) => page.getByRole("region", { name: new RegExp(`^${name}, `) });

test("a card is dragged with the mouse where its status may go, and the move can be undone", async ({ page, api }) => {
  const { invoices } = await sampleRecords(api, 4);
  await page.goto("/invoices?as=board");
  await expect(column(page, "Draft").getByRole("listitem")).toHaveCount(4);
  await expect(column(page, "Draft")).toContainText("$1,000.00");
  await expectAccessible(page);
  const card = `[data-card="${invoices[1]}"]`;
  await carry(page, card, '[data-drop="paid"]');
  await expect(column(page, "Paid")).toContainText("Draft does not become paid.");
  await page.mouse.up();
  await expect(column(page, "Draft").getByRole("listitem")).toHaveCount(4);
  await carry(page, card, '[data-drop="sent"]');
  await page.mouse.up();
  await expect(column(page, "Sent").getByRole("link", { name: "R-002" })).toBeVisible();
  await expect(page).toHaveURL(/as=board/); // the press at the end of a drag opens nothing
  await expect(page.getByText("R-002 is sent now")).toBeVisible();
  await expect.poll(async () => (await api.get<{ status: string }>(`/invoices/${invoices[1]}`)).status).toBe("sent");
  await expect(column(page, "Sent")).toContainText("$200.00");
  await page.goto("/tasks");
});

test("a card is moved by keys, said aloud, and undone", async ({ page, api }) => {
  const { id } = await api.post<{ id: string }>("/tasks", { title: "Call Bob" });
  await page.goto("/tasks?as=board");
  await page.getByRole("link", { name: "Call Bob" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByText(/^Lifted Call Bob from Open/)).toBeAttached();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("Over In progress.")).toBeAttached();
  await page.keyboard.press("Escape");
  await expect(column(page, "Open").getByRole("link", { name: "Call Bob" })).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(column(page, "Done").getByRole("link", { name: "Call Bob" })).toBeFocused();
  await expect.poll(async () => (await api.get<{ status: string }>(`/tasks/${id}`)).status).toBe("done");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(column(page, "Open").getByRole("link", { name: "Call Bob" })).toBeVisible();
});

test("a board by another field; what others do appears; a refused move goes back", async ({ page, api }) => {
  const { id } = await api.post<{ id: string }>("/tasks", { title: "Call Bob" });
  await page.goto("/tasks?as=board:priority");
  await expect(column(page, "Normal").getByRole("link", { name: "Call Bob" })).toBeVisible();
  await api.patch(`/tasks/${id}`, { priority: "high" });
  await expect(column(page, "High").getByRole("link", { name: "Call Bob" })).toBeVisible();
  await page.route(`**/api/v1/tasks/${id}`, (route) => (route.request().method() === "PATCH" ? route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify({ title: "Internal error", status: 500, detail: "The database is away." }) }) : route.continue()));
  await column(page, "High").getByRole("link", { name: "Call Bob" }).focus();
  for (const key of ["Space", "ArrowLeft", "Enter"]) await page.keyboard.press(key);
  await expect(page.getByText("The database is away.")).toBeVisible();
  await expect(column(page, "High").getByRole("link", { name: "Call Bob" })).toBeVisible();
});

test("a calendar shows the month and the week; a record is put on another day by mouse and by keys", async ({ page, api }) => {
  const { id } = await api.post<{ id: string }>("/tasks", { title: "Call Bob", due_on: "2026-03-11" });
  for (let n = 0; n < 12; n += 1) await api.post("/tasks", { title: `Many ${n}`, due_on: "2026-03-20" });
  await api.post("/tasks", { title: "Some day" });
  await page.goto("/tasks?as=calendar:due_on:month:2026-03-11");
  await expect(page.getByRole("heading", { name: "March 2026" })).toBeVisible();
  await expect(page.getByRole("gridcell", { name: "Wednesday, March 11, 1 task" }).getByRole("link", { name: /Call Bob/ })).toBeVisible();
  await expect(page.getByRole("link", { name: "1 without due on" })).toBeVisible();
  await page.getByRole("gridcell", { name: "Friday, March 20, 12 tasks" }).getByRole("button", { name: /more$/ }).click();
  await expect(page.getByRole("dialog", { name: "Friday, March 20" }).getByRole("link", { name: /Many 11/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expectAccessible(page);
  const [source, target] = [await settledBox(page.getByRole("link", { name: /^Call Bob/ })), await settledBox(page.locator('[data-drop="2026-03-13"]'))];
  await page.mouse.move(source.x + 20, source.y + 10);
  await page.mouse.down();
  await page.mouse.move(target.x + 30, target.y + 50, { steps: 8 });
  await page.mouse.up();
  const due = async () => (await api.get<{ due_on: string }>(`/tasks/${id}`)).due_on;
  await expect.poll(due).toBe("2026-03-13");
  await page.getByRole("link", { name: /^Call Bob/ }).focus();
  for (const key of ["Space", "ArrowDown", "ArrowLeft", "Space"]) await page.keyboard.press(key);
  await expect.poll(due).toBe("2026-03-19");
  await expect(on(page, "Thursday, March 19").getByRole("link", { name: /^Call Bob/ })).toBeFocused();
  await expect(page.getByText("Call Bob is on Thursday, March 19 now")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click(); // there is one: of the last move
  await expect.poll(due).toBe("2026-03-13");
  await page.getByRole("button", { name: "Week" }).click();
  await expect(page.getByRole("heading", { name: "March 8 – 14, 2026" })).toBeVisible();
  await page.keyboard.press("]");
  await expect(page.getByRole("heading", { name: "March 15 – 21, 2026" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Many/ })).toHaveCount(12);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "March 2026" })).toBeVisible();
});

test("a record is put on another day twice before the server has answered once", async ({ page, api }) => {
  const { id } = await api.post<{ id: string }>("/tasks", { title: "Call Bob", due_on: "2026-03-11" });
  await page.goto("/tasks?as=calendar:due_on:month:2026-03-11");
  await page.route("**/api/v1/tasks*/**", async (route) => {
    if (route.request().method() === "PATCH") await new Promise((after) => setTimeout(after, 700));
    await route.continue();
  });
  const link = (day: string) => on(page, day).getByRole("link", { name: /^Call Bob/ });
  await link("Wednesday, March 11").focus();
  for (const [day, arrow] of [["Wednesday, March 18", "ArrowDown"], ["Thursday, March 19", "ArrowRight"]] as const) {
    for (const key of ["Space", arrow, "Space"]) await page.keyboard.press(key);
    await expect(link(day)).toBeFocused();
  }
  await api.post("/tasks", { title: "Another", due_on: "2026-03-19" }); // the calendar is read again meanwhile
  await expect(page.getByRole("link", { name: /^Another/ })).toBeVisible();
  await expect(link("Thursday, March 19")).toBeFocused();
  await expect(page.getByText("Call Bob is on Thursday, March 19 now")).toBeVisible();
  expect((await api.get<{ due_on: string }>(`/tasks/${id}`)).due_on).toBe("2026-03-19");
  await expect(page.getByText("That did not work")).toHaveCount(0);
});

test("a chart counts and sums, is in the address, and each figure leads to its records", async ({ page, api }) => {
  const { invoices } = await sampleRecords(api, 6);
  await api.post("/invoices/bulk", { action: "status", ids: invoices.slice(0, 2), values: { status: "sent" } });
  await page.goto("/invoices?as=chart:columns:sum~total:status");
  const table = page.getByRole("table", { name: "Sum of total" });
  await expect(table.getByRole("row", { name: /Draft/ })).toContainText("$1,800.00");
  await expect(page.getByRole("img", { name: /^Sum of total\. 2 values; the highest is Draft with \$1,800\.00/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Show" }).click();
  await page.getByRole("option", { name: "Number of invoices" }).click();
  await page.getByRole("combobox", { name: "apart by" }).click();
  await page.getByRole("option", { name: "Customer", exact: true }).click();
  await expect(page).toHaveURL(/as=chart%3Acolumns%3Acount%3Astatus%3Acustomer/);
  await page.getByRole("button", { name: "Table only" }).click();
  const sent = page.getByRole("row", { name: /^Sent/ });
  await expect(sent).toContainText("2");
  await sent.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/invoices\?status=sent/);
  await expect(page.getByText("2 invoices", { exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("button", { name: "Table only" })).toHaveAttribute("aria-pressed", "true");
});

test("a view is saved, changed, reset and opened first; what this device had kept moves to the server", async ({ page, api }) => {
  await sampleRecords(api);
  await page.addInitScript(() => localStorage.getItem("groundwork.moved") ?? (localStorage.setItem("groundwork.views.invoices", JSON.stringify([{ name: "Old one", search: "status=paid" }])), localStorage.setItem("groundwork.moved", "1")));
  await page.goto("/invoices?status=draft&sort=-total&as=board");
  await expect(page.getByRole("link", { name: "Old one" })).toBeVisible();
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByLabel("Name of the view").fill("Drafts");
  await page.keyboard.press("Enter");
  const tab = page.getByRole("link", { name: /^Drafts/ });
  await expect(tab).toHaveAttribute("aria-current", "page");
  await page.getByRole("button", { name: "List", exact: true }).click();
  await page.getByRole("searchbox").fill("R-00");
  await expect(page.getByRole("link", { name: "Drafts, with changes that are not saved" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(page).toHaveURL(/as=board/);
  await expect(page.getByRole("link", { name: "Drafts", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "List", exact: true }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved Drafts")).toBeVisible();
  await page.getByRole("button", { name: "View Drafts" }).click();
  await page.getByRole("menuitem", { name: "Open first for invoices" }).click();
  await page.getByRole("link", { name: "Customers", exact: true }).first().click();
  await page.getByRole("link", { name: "Invoices", exact: true }).first().click();
  await expect(page).toHaveURL(/status=draft/);
  await page.getByRole("link", { name: "All", exact: true }).click();
  await expect(page.getByText("10 invoices")).toBeVisible();
  const kept = await api.get<{ items: { name: string }[] }>("/views?entity=invoices");
  expect(kept.items.map((view) => view.name)).toEqual(["Old one", "Drafts"]);
});

test("a shared view is there for a colleague, who may not change it; a private one is not", async ({ page, api, openAs }) => {
  test.slow();
  await sampleRecords(api, 4);
  const colleague = await newPerson(api);
  await page.goto("/invoices?status=draft&as=chart:bars:count:customer");
  const name = unique("By customer");
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByLabel("Name of the view").fill(name);
  await page.getByRole("switch", { name: "Everybody in the organisation sees it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("link", { name: `${name}, shared` })).toHaveAttribute("aria-current", "page");
  await api.post("/views", { entity: "invoices", name: "Mine alone" });
  const other = await openAs(colleague);
  await other.goto("/invoices");
  await other.getByRole("link", { name: `${name}, shared` }).click();
  await expect(other.getByRole("table", { name: "Number of invoices" })).toBeVisible();
  await expect(other.getByRole("link", { name: "Mine alone" })).toHaveCount(0);
  await other.getByRole("button", { name: `View ${name}` }).click();
  await expect(other.getByRole("menuitem", { name: "Save as a new view…" })).toBeVisible();
  await expect(other.getByRole("menuitem", { name: "Delete…" })).toHaveCount(0);
  await other.keyboard.press("Escape");
  await page.getByRole("button", { name: `View ${name}` }).click();
  await page.getByRole("menuitem", { name: "Make private" }).click();
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  await other.reload();
  await expect(other.getByRole("link", { name: new RegExp(name) })).toHaveCount(0);
});

test("on a phone every layout fits and can be used", async ({ page, api }) => {
  const { invoices } = await sampleRecords(api, 5);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/invoices?as=board", "/invoices?as=calendar:issued_on:month:2026-01-02", "/invoices?as=chart"]) {
    await page.goto(path);
    await expect(page.getByRole("group", { name: "Layout" })).toBeVisible();
    await expect(page.getByText(/^(5 invoices|Draft|Sum of total)/).first()).toBeAttached();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
  await page.goto("/invoices?as=board");
  await expect(page.locator(`[data-card="${invoices[0]}"]`)).toBeVisible();
});
