/** Tool servers: an address that may not be called is refused at its field; the screen is for who may. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { newPerson, unique } from "./support/api";
import { expect, test } from "./support/test";

test("a private address is refused, a public one is kept and can be deleted", async ({ page }) => {
  const label = unique("Weather");
  const name = `s${Date.now().toString(36)}`;
  await page.goto("/tool-servers");
  await page.getByRole("button", { name: "Add a server" }).first().click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(label);
  await page.getByRole("textbox", { name: "Short name" }).fill(name);
  await page.getByRole("textbox", { name: "Address" }).fill("http://169.254.169.254/mcp");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Add server" }).click();
  await expect(page.getByText(/not a public address/)).toBeVisible();
  await page.getByRole("textbox", { name: "Address" }).fill("https://tools.invalid/mcp");
  await page.getByRole("button", { name: "Add server" }).click();
  await expect(page.getByRole("heading", { name: label })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/Its tools could not be read/)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete server" }).click();
  await expect(page).toHaveURL(/\/tool-servers$/);
});

test("others do not see the screen", async ({ api, openAs }) => {
  const page = await openAs(await newPerson(api));
  await page.goto("/tool-servers");
  await expect(page.getByRole("link", { name: "Tool servers" })).toHaveCount(0);
});
