/** The frame around every screen: navigation, palette, notifications, theme, connection, keys. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { unique } from "./support/api";
import { expect, test } from "./support/test";

test("the navigation is 240 px, collapses to icons, and stays so after a reload", async ({ page }) => {
  await page.goto("/profile");
  const side = page.getByRole("complementary", { name: "Navigation" });
  await expect(side).toBeVisible();
  expect((await side.boundingBox())?.width).toBe(240);
  await page.getByRole("button", { name: "Collapse the navigation" }).click();
  await expect.poll(async () => (await side.boundingBox())?.width).toBe(56);
  await page.reload();
  await expect.poll(async () => (await side.boundingBox())?.width).toBe(56);
});

test("the first stop of the keyboard skips to the content", async ({ page }) => {
  await page.goto("/profile");
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});

test("the palette opens by key, finds screens at once and records from the server, and returns the focus", async ({ page, api }) => {
  const name = unique("Palette customer");
  const { id } = await api.post<{ id: string }>("/customers", { code: name.slice(-8).toUpperCase(), name });
  await page.goto("/profile");
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Search and commands" });
  await expect(field).toBeFocused();
  await field.fill("cust");
  await expect(page.getByRole("option", { name: "Customers Work" })).toBeVisible();
  await expect(page.getByRole("option", { name: "New customer" })).toBeVisible();
  await field.fill(name);
  await expect(page.getByRole("option", { name: new RegExp(`^${name}`) })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/customers/${id}`));
});

test("Escape closes the palette", async ({ page }) => {
  await page.goto("/profile");
  await page.getByRole("button", { name: "Search and commands" }).click();
  await expect(page.getByRole("combobox", { name: "Search and commands" })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Search and commands" })).toBeFocused();
});

test("the question mark lists the keys of the screen", async ({ page }) => {
  await page.goto("/profile");
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  await page.keyboard.press("Shift+?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await expect(dialog.getByText("Search and commands")).toBeVisible();
  await expectAccessible(page);
});

test("the theme is switched in two presses, without reload, and remembered", async ({ page }) => {
  await page.goto("/profile");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("the connection is live, says when it is lost, and comes back by itself", async ({ page, context }) => {
  await page.goto("/profile");
  await expect(page.getByRole("status", { name: /^Live/ })).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("Offline. What you see may be out of date")).toBeVisible({ timeout: 40_000 });
  await context.setOffline(false);
  await expect(page.getByRole("status", { name: /^Live/ })).toBeVisible({ timeout: 15_000 });
});

test("on a phone the navigation is a drawer that closes when it has led elsewhere", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/profile");
  await page.getByRole("button", { name: "Open the navigation" }).click();
  const drawer = page.getByRole("dialog", { name: "Navigation" });
  await expectAccessible(page);
  await drawer.getByRole("link", { name: "Customers" }).click();
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL(/\/customers/);
});

test("an address that leads nowhere has a page with a way out", async ({ page }) => {
  await page.goto("/nowhere/at/all");
  await expect(page.getByRole("heading", { name: "This page does not exist" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: "Go to the start" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("the components are accessible in both themes and on a phone", async ({ page }) => {
  await page.goto("/gallery");
  await expect(page.getByRole("heading", { name: "Components" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("dialogs and menus are accessible, and give the focus back", async ({ page }) => {
  await page.goto("/gallery");
  await page.getByRole("button", { name: "Dialog", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Send invoice" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Dialog", exact: true })).toBeFocused();
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Menu", exact: true })).toBeFocused();
});

test("toasts that lie behind one another can still be closed by a finger's width", async ({ page }) => {
  await page.goto("/gallery");
  for (const name of ["Toast", "Error toast", "Toast"]) await page.getByRole("button", { name, exact: true }).click();
  const close = page.locator("[data-sonner-toast] [data-close-button]");
  await expect(close).toHaveCount(3);
  const smallest = () => close.evaluateAll((buttons) => Math.min(...buttons.map((one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height))));
  expect(await smallest()).toBeGreaterThanOrEqual(24); // while they still move, and afterwards
  await page.getByRole("button", { name: "Close toast" }).first().hover(); // they part, and stay
  expect(await smallest()).toBeGreaterThanOrEqual(24);
});

test("Back returns to the screen and the place one came from", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 500 });
  await page.goto("/profile");
  await page.getByRole("switch").last().scrollIntoViewIfNeeded();
  const place = () => page.locator("#main").evaluate((main) => main.scrollTop);
  const before = await place();
  expect(before).toBeGreaterThan(100);
  await page.getByRole("link", { name: "Customers" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  expect(await place()).toBe(0);
  await page.goBack();
  await expect(page).toHaveURL(/\/profile$/);
  await expect.poll(place).toBe(before);
});
