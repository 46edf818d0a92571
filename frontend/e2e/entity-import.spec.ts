/** Import of real files through the screens: mapping, check, problems beside the rows, result. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { expect, test } from "./support/organization";

const customersCsv = `customer_id,company_name,contact_name,address,city,region,postal_code,country,phone,fax
ALFKI,Alfreds Futterkiste,Maria Anders,Obere Str. 57,Berlin,,12209,Germany,030-0074321,030-0076545
ANTON,Antonio Moreno Taquería,Antonio Moreno,Mataderos  2312,México D.F.,,05023,Mexico,(5) 555-3932,
SPECD,Spécialités du monde,Dominique Perrier,"25, rue Lauriston",Paris,,75016,France,(1) 47.55.60.10,(1) 47.55.60.20
`;
const invoicesCsv = `order_id,customer_id,order_date,required_date,shipped_date,total
10248,ALFKI,1996-07-04,1996-08-01,1996-07-16,440.00
10249,ANTON,1996-07-05,1996-08-16,1996-07-10,"1,863.40"
10250,SPECD,1996-07-08,1996-08-05,,1552.60
`;

function file(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "import-")), name);
  writeFileSync(path, text);
  return path;
}

async function choose(page: Page, entity: string, path: string) {
  await page.goto(`/${entity}/import`);
  await page.getByLabel("File to import").setInputFiles(path);
  await expect(page.getByText("Column in the file")).toBeVisible();
}

async function checkAndImport(page: Page, label: string) {
  await page.getByRole("button", { name: `Check ${label}` }).click();
  await page.getByRole("button", { name: `Import ${label}` }).click();
  await expect(page.getByText("The import is done")).toBeVisible({ timeout: 20_000 });
}

test("customers, then their invoices, come in with accents and exact amounts", async ({ page }) => {
  await choose(page, "customers", file("customers.csv", customersCsv));
  await expect(page.getByRole("combobox", { name: "customer_id becomes" })).toHaveText("Code");
  await expect(page.getByRole("combobox", { name: "company_name becomes" })).toHaveText("Name");
  await expect(page.getByRole("combobox", { name: "contact_name becomes" })).toHaveText("Do not import");
  await checkAndImport(page, "3 customers");
  await page.getByRole("link", { name: "Show the customers" }).click();
  await expect(page.getByRole("link", { name: "Antonio Moreno Taquería" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "México D.F." })).toBeVisible();

  await choose(page, "invoices", file("invoices.csv", invoicesCsv));
  await expect(page.getByRole("combobox", { name: "customer_id becomes" })).toHaveText("Customer (by code)");
  await page.getByRole("combobox", { name: "shipped_date becomes" }).click();
  await page.getByRole("option", { name: "Paid on" }).click();
  await expect(page.getByLabel("Total: currency")).toHaveValue("USD");
  await checkAndImport(page, "3 invoices");
  await page.getByRole("link", { name: "Show the invoices" }).click();
  await expect(page.getByRole("group", { name: "Totals" })).toContainText("$3,856.00");
  await expect(page.getByRole("row", { name: /10250/ })).toContainText("Spécialités du monde");
});

test("a bad file names each bad cell, imports nothing, and can be mended in place", async ({ page, api }) => {
  await choose(page, "customers", file("customers.csv", `${customersCsv}ALFKI,Twice the same code,,,,,,,,\nNEWCO,,,,Oslo,,,Norway,,\n`));
  await page.getByRole("button", { name: "Check 5 customers" }).click();
  await expect(page.getByText("2 of 5 rows have a problem")).toBeVisible({ timeout: 20_000 });
  const cell = page.getByRole("textbox", { name: "customer_id, row 4" });
  await expect(cell).toHaveAttribute("aria-invalid", "true");
  await expect(cell).toHaveAccessibleDescription(/more than once/);
  await expectAccessible(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download bad rows" }).click()]);
  const bad = readFileSync(await download.path(), "utf8");
  expect(bad).toContain("Twice the same code");
  expect(bad).not.toContain("Futterkiste");
  expect((await api.get<{ total: number }>("/customers?count=true")).total).toBe(0);

  await cell.fill("OTHER");
  await page.getByRole("textbox", { name: "company_name, row 5" }).fill("Newco");
  await page.getByRole("button", { name: "Check again" }).click();
  await page.getByRole("button", { name: "Import 5 customers" }).click();
  await expect(page.getByText("The import is done")).toBeVisible({ timeout: 20_000 });
  expect((await api.get<{ total: number }>("/customers?count=true")).total).toBe(5);
});

test("the same file again updates by a unique field", async ({ page, api }) => {
  await api.post("/customers", { code: "ALFKI", name: "An old name" });
  await choose(page, "customers", file("customers.csv", customersCsv));
  await page.getByRole("combobox", { name: /exists already/ }).click();
  await page.getByRole("option", { name: "Update the one with the same code" }).click();
  await page.getByRole("button", { name: "Check 3 customers" }).click();
  await expect(page.getByText("2 would be added · 1 would be changed")).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Import 3 customers" }).click();
  await expect(page.getByText("The import is done")).toBeVisible({ timeout: 20_000 });
  const [record] = (await api.get<{ items: { name: string }[] }>("/customers?code=ALFKI")).items;
  expect(record?.name).toBe("Alfreds Futterkiste");
});

test("the steps are accessible and fit a phone", async ({ page }) => {
  await page.goto("/customers/import");
  await expect(page.getByText("Drop a CSV file or a spreadsheet here")).toBeVisible();
  await expectAccessible(page);
  await choose(page, "customers", file("customers.csv", customersCsv));
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
