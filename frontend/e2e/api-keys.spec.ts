/** API keys: made with chosen scopes, shown once, used, turned off and revoked; everybody's for administrators. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { newPerson, unique } from "./support/api";
import { expect, test } from "./support/test";

test.describe.configure({ timeout: 60_000 });

test("a key is made with chosen scopes, shown once, works, is turned off and revoked", async ({ page }) => {
  const name = unique("Nightly");
  await page.goto("/api-keys");
  await page.getByRole("button", { name: "New API key" }).click();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText("Choose at least one.")).toBeVisible();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  const customers = page.getByRole("group", { name: "Customers", exact: true });
  await customers.getByRole("checkbox").nth(1).click();
  await expect(customers.getByRole("checkbox", { name: "Customers", exact: true })).toHaveAttribute("aria-checked", "mixed");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create key" }).click();
  const secret = (await page.getByText(/^sk_\w+$/).textContent()) ?? "";
  await page.keyboard.press("Escape"); // does not lose it
  await page.getByRole("tab", { name: "MCP client" }).click();
  await expect(page.getByText("mcpServers")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText(secret)).toHaveCount(0);
  const asKey = (path: string, key = secret) => page.request.get(path, { headers: { authorization: `Bearer ${key}` } }).then((answer) => answer.status());
  expect(await asKey("/api/v1/customers")).toBe(200);
  expect(await asKey("/api/v1/invoices")).toBe(403);
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row.getByText("On", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Turn off" }).click();
  await expect(row.getByText("Off", { exact: true })).toBeVisible();
  expect(await asKey("/api/v1/customers")).toBe(401);
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(`${name} 2`);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: `More for ${name} 2` }).click();
  await page.getByRole("menuitem", { name: "Turn on" }).click();
  await expect(row.getByText("On", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: `More for ${name} 2` }).click();
  await page.getByRole("menuitem", { name: "New secret" }).click();
  await page.getByRole("button", { name: "Make new secret" }).click();
  const second = (await page.getByText(/^sk_\w+$/).textContent()) ?? "";
  await page.getByRole("button", { name: "I have copied it" }).click();
  expect(second).not.toBe(secret);
  expect(await asKey("/api/v1/customers")).toBe(401);
  expect(await asKey("/api/v1/customers", second)).toBe(200);
  await page.getByRole("button", { name: `More for ${name} 2` }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toHaveCount(0);
});

test("a person finds them in his own menu, and an administrator sees them all", async ({ page, api, openAs }) => {
  const person = await newPerson(api);
  const theirs = await openAs(person);
  await theirs.goto("/");
  await theirs.getByRole("button", { name: /^Account of/ }).click();
  await theirs.getByRole("menuitem", { name: "API keys" }).click();
  await expect(theirs.getByText("You have no API keys")).toBeVisible();
  await expect(theirs.getByRole("tab")).toHaveCount(0);
  await expectAccessible(theirs);
  const name = unique("Theirs");
  await theirs.getByRole("button", { name: "Make the first one" }).click();
  await theirs.getByRole("textbox", { name: "Name" }).fill(name);
  await theirs.getByRole("button", { name: "Only reading" }).click();
  await theirs.getByRole("button", { name: "Create key" }).click();
  await theirs.getByRole("button", { name: "I have copied it" }).click();
  await page.goto("/api-keys?of=everybody");
  await expect(page.getByRole("row", { name: new RegExp(name) })).toBeVisible();
  await expectAccessible(page);
});

test("on a phone, in the dark, nothing is cut", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/api-keys");
  await page.getByRole("button", { name: "New API key" }).click();
  await expect(page.getByRole("group", { name: "Customers", exact: true })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
