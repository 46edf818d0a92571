/** Ways in by mail, several organisations, and what a person is told: each with a person of its own. */
import { expectAccessible } from "./support/accessible";
import { type Api, newPerson, unique } from "./support/api";
import { expect, test } from "./support/test";

/** The link of the newest letter to somebody, from the outbox of the installation. */
async function mailedLink(api: Api, to: string): Promise<string> {
  let link: string | undefined;
  await expect
    .poll(async () => {
      const { items } = await api.get<{ items: { to: string; text: string }[] }>("/mails?limit=200");
      link = items.find((mail) => mail.to.includes(to))?.text.match(/https?:\/\/\S+token=\S+/)?.[0];
      return link;
    })
    .toBeDefined();
  const { pathname, search } = new URL(link ?? "");
  return pathname + search;
}

test.describe("without a session", () => {
  test.use({ person: null });

  test("an invited person follows the link of the mail, chooses a password and is in", async ({ page, api }) => {
    const email = `${unique("guest").replaceAll(" ", ".")}@example.com`;
    await api.post("/users", { email, name: "Gro Guest", role: "guest" });
    await page.goto(await mailedLink(api, email));
    await expect(page.getByRole("heading", { level: 1, name: /^Join / })).toBeVisible();
    await expectAccessible(page);
    await expect(page.getByLabel("Your name")).toHaveValue("Gro Guest");
    await page.getByLabel("Password", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page.getByText("Use at least 8 characters.")).toBeVisible();
    await page.getByLabel("Password", { exact: true }).fill("glad-otter-94-bridge");
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page.getByRole("button", { name: "Account of Gro Guest" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Admin" })).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole("button", { name: "Account of Gro Guest" })).toBeVisible();
  });

  test("a spent invitation says so", async ({ page }) => {
    await page.goto("/accept-invitation?token=spent");
    await expect(page.getByRole("heading", { name: "This invitation cannot be used" })).toBeVisible();
  });

  test("a forgotten password is replaced by the link of the mail, and the old one works no more", async ({ page, api }) => {
    const person = await newPerson(api);
    await page.goto("/forgot-password");
    await page.getByLabel("E-mail").fill(person.email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByRole("status")).toBeVisible();
    await page.goto(await mailedLink(api, person.email));
    await page.getByLabel("New password").fill("quiet-river-17-stone");
    await page.getByLabel("The same again").fill("quiet-river-17-ston");
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page.getByText("The two passwords differ.")).toBeVisible();
    await page.getByLabel("The same again").fill("quiet-river-17-stone");
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page.getByRole("button", { name: `Account of ${person.name}` })).toBeVisible();

    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByLabel("E-mail").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toContainText("wrong");
  });
});

test("a new password is asked for with the old one, and is told what it lacks", async ({ api, openAs }) => {
  const person = await newPerson(api);
  const page = await openAs(person);
  await page.goto("/profile");
  await page.getByLabel("Current password").fill("not my password");
  await page.getByLabel("New password").fill("quiet-river-17-stone");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("Current password")).toHaveAccessibleDescription("Is wrong");
  await page.getByLabel("Current password").fill(person.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed")).toBeVisible();
  await expect(page.getByLabel("Current password")).toHaveValue("");
});

test("a task that is assigned shows in the bell of its person without a reload, and leads to the task", async ({ api, openAs }) => {
  const person = await newPerson(api);
  const page = await openAs(person);
  await page.goto("/profile");
  await expect(page.getByRole("status", { name: /^Live/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();

  const title = unique("Call the customer");
  const { id } = await api.post<{ id: string }>("/tasks", { title, assignee: person.id });
  await expect(page.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible({ timeout: 5_000 });
  await page.getByRole("button", { name: "Notifications, 1 unread" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: new RegExp(title) }).click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${id}`));
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
});

test("all notifications are read in one press", async ({ api, openAs }) => {
  const person = await newPerson(api);
  for (const count of [1, 2]) await api.post("/tasks", { title: unique(`Task ${count}`), assignee: person.id });
  const page = await openAs(person);
  await page.goto("/profile");
  await page.getByRole("button", { name: "Notifications, 2 unread" }).click();
  await page.getByRole("button", { name: "Mark all read" }).click();
  await expect(page.getByText("Unread:")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Mark all read" })).toBeDisabled();
});

test("a preference is saved at once and kept", async ({ api, openAs }) => {
  const page = await openAs(await newPerson(api));
  await page.goto("/profile");
  const wanted = page.getByRole("switch", { name: "A record is assigned to me: By mail" });
  await expect(wanted).not.toBeChecked();
  const saved = page.waitForResponse((answer) => answer.url().endsWith("/notifications/preferences") && answer.request().method() === "PUT");
  await wanted.click();
  expect((await saved).ok()).toBe(true);
  await page.reload();
  await expect(wanted).toBeChecked();
});

test("the session list names the devices and ends one of them", async ({ api, openAs }) => {
  const person = await newPerson(api);
  const page = await openAs(person);
  const other = await openAs(person);
  await other.goto("/profile");
  await page.goto("/sessions");
  await expect(page.getByText("This device")).toHaveCount(1);
  await page.getByRole("button", { name: /^End the session on/ }).click();
  await expect(page.getByText(/^Session on .* ended$/)).toBeVisible();
  await expect(other.getByRole("dialog", { name: "Please sign in again" })).toBeVisible();
});

test("a person of two organisations switches between them, and sees the records of one at a time", async ({ api, openAs }) => {
  const person = await newPerson(api, "admin");
  const page = await openAs(person);
  const name = unique("Second house");
  await page.goto("/profile");
  const { id } = await page.evaluate(async (organization) => {
    const session = await (await fetch("/api/v1/auth/refresh", { method: "POST", headers: { "Content-Type": "application/json", "X-Session": "cookie" }, body: "{}" })).json();
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${session.access_token}` };
    return (await fetch("/api/v1/organizations", { method: "POST", headers, body: JSON.stringify({ name: organization }) })).json();
  }, name);
  expect(id).toBeTruthy();
  await page.reload();
  await page.getByRole("button", { name: /^Organisation / }).click();
  await page.getByRole("menuitem", { name }).click();
  await expect(page.getByRole("button", { name: `Organisation ${name}` })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: `Organisation ${name}` })).toBeVisible();
});
