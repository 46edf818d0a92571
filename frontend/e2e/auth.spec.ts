/** Signing in and out, and what a person sees of his own account. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { admin, newPerson } from "./support/api";
import { expect, test } from "./support/test";

test.describe("before sign-in", () => {
  test.use({ person: null });

  test("a stranger signs in by keyboard alone and lands where he wanted to go", async ({ page }) => {
    await page.goto("/sessions");
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fsessions/);
    await expect(page.getByLabel("E-mail")).toBeFocused();
    await page.keyboard.type(admin.email);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
    await page.keyboard.type(admin.password);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Sessions and devices" })).toBeVisible();
    await expect(page.getByText("This device")).toHaveCount(1);
  });

  test("an empty form says what is missing and puts the focus on the first field", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toContainText("2 fields need your attention");
    const email = page.getByLabel("E-mail");
    await expect(email).toBeFocused();
    await expect(email).toHaveAttribute("aria-invalid", "true");
    await expect(email).toHaveAccessibleDescription(/Enter an e-mail address/);
  });

  test("a wrong password is refused without telling which part was wrong", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(admin.email);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    const wrongPassword = await page.getByRole("alert").textContent();
    await page.getByLabel("E-mail").fill("nobody@example.com");
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toHaveText(wrongPassword ?? "");
  });

  test("the password can be shown", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByLabel("Password", { exact: true }).fill("visible now");
    await page.getByRole("button", { name: "Show password" }).click();
    await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("type", "text");
  });

  test("asking for a new password answers the same for known and unknown addresses", async ({ page }) => {
    for (const address of [admin.email, "nobody@example.com"]) {
      await page.goto("/forgot-password");
      await page.getByLabel("E-mail").fill(address);
      await page.getByRole("button", { name: "Send the link" }).click();
      await expect(page.getByRole("status")).toContainText("If the address belongs to an account");
    }
  });

  for (const path of ["/sign-in", "/register", "/forgot-password", "/reset-password?token=x", "/reset-password", "/accept-invitation?token=x"]) {
    test(`${path} is accessible and fits a small phone`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  }

  test("the theme of the system is there at the first paint", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto("/sign-in", { waitUntil: "commit" });
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  });
});

test("signing out ends the session for good", async ({ page }) => {
  await page.goto("/profile");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/profile");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test("a reload keeps the session", async ({ page }) => {
  await page.goto("/profile");
  await expect(page.getByLabel("E-mail")).toHaveValue(admin.email);
  await page.reload();
  await expect(page.getByLabel("E-mail")).toHaveValue(admin.email);
});

test("the name in the profile is saved and shown in the shell", async ({ api, openAs }) => {
  const page = await openAs(await newPerson(api));
  await page.goto("/profile");
  const save = page.getByRole("button", { name: "Save", exact: true });
  await expect(save).toBeDisabled();
  await page.getByRole("textbox", { name: "Name" }).fill("Dana Keller");
  await save.click();
  await expect(page.getByRole("button", { name: "Account of Dana Keller" })).toBeVisible();
  await expect(save).toBeDisabled();
});

test("a revoked session asks for the password over the page, and what was typed is still there after it", async ({ api, openAs }) => {
  const person = await newPerson(api);
  const page = await openAs(person);
  await page.goto("/profile");
  await expect(page.getByRole("status", { name: /^Live/ })).toBeVisible();
  const name = page.getByRole("textbox", { name: "Name" });
  await name.fill("Typed before the end");

  const other = await openAs(person);
  await other.goto("/sessions");
  await other.getByRole("button", { name: "End all others" }).click();
  await other.getByRole("dialog").getByRole("button", { name: /^End \d+ session/ }).click();
  await expect(other.getByRole("dialog")).toBeHidden();

  const dialog = page.getByRole("dialog", { name: "Please sign in again" });
  await expect(dialog.getByLabel(/^Password/)).toBeFocused();
  await api.patch(`/users/${person.id}`, { name: "Renamed meanwhile" });
  await page.keyboard.type(person.password);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Account of Renamed meanwhile" })).toBeVisible();
  await expect(name).toHaveValue("Typed before the end");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Account of Typed before the end" })).toBeVisible();
});

for (const path of ["/profile", "/sessions"]) {
  test(`${path} is accessible and fits a small phone`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}

test("several tabs that start together share one session", async ({ context }) => {
  const tabs = await Promise.all(Array.from({ length: 4 }, () => context.newPage()));
  await Promise.all(tabs.map((tab) => tab.goto("/sessions")));
  for (const tab of tabs) await expect(tab.getByText("This device")).toHaveCount(1);
  await Promise.all(tabs.map((tab) => tab.reload()));
  for (const tab of tabs) await expect(tab.getByText("This device")).toHaveCount(1);
});
