/** Many records at once: an import that is undone, all of a filter changed with progress and taken back, the language of search. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { expect, test } from "./support/organization";

const customers = `code,name,city\n${Array.from({ length: 230 }, (_, n) => `B-${String(n).padStart(3, "0")},Buyer ${n},${n % 2 ? "Graz" : "Linz"}`).join("\n")}\n`;

async function importThem(page: Page) {
  const path = join(mkdtempSync(join(tmpdir(), "bulk-")), "customers.csv");
  writeFileSync(path, customers);
  await page.goto("/customers/import");
  await page.getByLabel("File to import").setInputFiles(path);
  await page.getByRole("button", { name: /^Check/ }).click();
  await page.getByRole("button", { name: /^Import 230/ }).click();
  await expect(page.getByText("The import is done")).toBeVisible({ timeout: 20_000 });
}

test("an import is undone as a whole from its result", async ({ page }) => {
  await importThem(page);
  await page.getByRole("button", { name: "Undo this import" }).click();
  await expect(page.getByRole("dialog")).toContainText("The 230 that it added will be deleted");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo the import" }).click();
  await expect(page.getByText("Undone: 230 deleted")).toBeVisible({ timeout: 20_000 });
  await expectNoSidewaysScroll(page);
  await page.goto("/customers");
  await expect(page.getByText("There are no customers yet")).toBeVisible();
});

test("all that a list finds is changed on the server, and taken back", async ({ page }) => {
  await importThem(page);
  await page.goto("/customers");
  await page.getByRole("checkbox", { name: /^Select Buyer/ }).first().click();
  const bar = page.getByRole("toolbar", { name: "Selected rows" });
  await bar.getByRole("button", { name: "Select all 230" }).click();
  await expect(bar).toContainText("All 230 selected");
  await bar.getByRole("button", { name: "Set status" }).click();
  await page.getByRole("menuitem", { name: "Active", exact: true }).click();
  await expect(page.getByText("Done: 230 customers")).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone: 230 as before")).toBeVisible({ timeout: 20_000 });
});

test("search speaks the language of the organisation", async ({ page, api }) => {
  await api.post("/tasks", { title: "Die Häuser streichen" });
  await page.goto("/organization");
  await page.getByRole("combobox", { name: "Language of your records" }).click();
  await page.getByRole("option", { name: "German" }).click();
  await expect(page.getByText("Search speaks German now")).toBeVisible();
  await expectAccessible(page);
  await expect(async () => {
    await page.goto("/tasks?q=Hauses");
    await expect(page.getByText("Die Häuser streichen").first()).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
});
