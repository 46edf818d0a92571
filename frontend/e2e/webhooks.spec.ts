/** Webhooks: made with chosen events, their secret shown once, tested, edited, turned off; for who may. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { type Api, newPerson, unique } from "./support/api";
import { expect, test } from "./support/test";

test.describe.configure({ timeout: 60_000 });

interface Made {
  id: string;
  name: string;
  secret: string;
}

const webhook = (api: Api, events = ["invoices.*"]) => api.post<Made>("/webhooks", { name: unique("Bookkeeping"), url: "https://hooks.example.com/in", events });

test("a webhook is made with chosen events, its secret is shown once, and a test message stands in its deliveries", async ({ page, api }) => {
  const name = unique("Bookkeeping");
  await webhook(api); // so that the list is not empty
  await page.goto("/webhooks");
  await page.getByRole("button", { name: "New webhook" }).click();
  await page.getByRole("button", { name: "Create webhook" }).click();
  await expect(page.getByText("Choose at least one event.")).toBeVisible();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Address").fill("https://hooks.example.com/in");
  const invoices = page.getByRole("group", { name: "Invoices", exact: true });
  await invoices.getByRole("checkbox", { name: "Invoices" }).click();
  await invoices.getByRole("checkbox", { name: "Deleted" }).click();
  await expect(invoices.getByRole("checkbox", { name: "Invoices" })).toHaveAttribute("aria-checked", "mixed");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create webhook" }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  await page.keyboard.press("Escape"); // does not lose the secret
  await expectAccessible(page);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await expect(page.getByText("whsec_")).toHaveCount(0);
  await expect(page.getByText("Invoices: created, updated, restored, status changed")).toBeVisible();
  await page.getByRole("button", { name: "Send test" }).click();
  await page.getByRole("button", { name: "webhooks.test" }).click();
  const drawer = page.getByRole("dialog", { name: "webhooks.test" });
  await expect(drawer.getByText(/^msg_/)).toBeVisible();
  await expect(drawer.getByRole("group", { name: "Sent, text" })).toContainText('"type": "webhooks.test"', { timeout: 20_000 });
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "webhooks.test" })).toBeFocused();
});

test("a private address is refused at its field", async ({ page }) => {
  await page.goto("/webhooks");
  await page.getByRole("button", { name: "New webhook" }).click();
  await page.getByLabel("Name").fill("Inside");
  await page.getByLabel("Address").fill("http://169.254.169.254/latest");
  await page.getByRole("checkbox", { name: /^Every event/ }).click();
  await page.getByRole("button", { name: "Create webhook" }).click();
  await expect(page.getByText(/not a public address/)).toBeVisible();
  await expect(page.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
});

test("a change of a record becomes a message; off means none", async ({ page, api }) => {
  const made = await webhook(api, ["customers.*"]);
  await page.goto(`/webhooks/${made.id}`);
  await expect(page.getByText("No messages yet")).toBeVisible();
  const code = unique("H").slice(-12);
  await api.post("/customers", { code, name: code });
  await expect(page.getByRole("button", { name: "customers.created" })).toBeVisible({ timeout: 30_000 });
  await page.getByRole("switch").click();
  await expect(page.getByText(`${made.name} is off`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send test" })).toBeDisabled();
  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Delivered" }).click();
  await expect(page.getByText("No deliveries match these filters")).toBeVisible();
});

test("it is renamed, gets a new secret, and is deleted", async ({ page, api }) => {
  const made = await webhook(api);
  await page.goto(`/webhooks/${made.id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Name").fill(`${made.name} 2`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: `${made.name} 2` })).toBeVisible();
  await page.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "New secret" }).click();
  await page.getByRole("button", { name: "Make a new secret" }).click();
  await expect(page.getByText(/^whsec_/)).not.toHaveText(made.secret);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete webhook" }).click();
  await expect(page).toHaveURL(/\/webhooks$/);
});

test("people without the permission do not see them", async ({ api, openAs }) => {
  const theirs = await openAs(await newPerson(api));
  await theirs.goto("/webhooks");
  await expect(theirs.getByText(/needs “webhooks:read”/)).toBeVisible();
  await expect(theirs.getByRole("link", { name: "Webhooks" })).toHaveCount(0);
});

test("on a phone, in the dark, nothing is cut", async ({ page, api }) => {
  const made = await webhook(api, ["*"]);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: "dark" });
  for (const path of ["/webhooks", `/webhooks/${made.id}`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
  await page.getByRole("button", { name: "Edit" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
