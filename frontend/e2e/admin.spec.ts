/** Administration: people and roles, invitations through the outbox, the audit log, the state of the system. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { Api, newPerson, unique } from "./support/api";
import { expect, sampleRecords, test } from "./support/organization";

test.describe.configure({ timeout: 60_000 });

test("a role is changed in the row by two presses, taken back by one, and both are in the audit log", async ({ page, api }) => {
  const person = await newPerson(api);
  await page.goto("/users");
  await page.getByRole("combobox", { name: `Role of ${person.name}` }).click();
  await page.getByRole("option", { name: "guest" }).click();
  await expect(page.getByText(`${person.name} is guest now`)).toBeVisible();
  expect((await api.get<{ role: string }>(`/users/${person.id}`)).role).toBe("guest");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("combobox", { name: `Role of ${person.name}` })).toHaveText("user");
  await expect.poll(async () => (await api.get<{ role: string }>(`/users/${person.id}`)).role).toBe("user");
  await page.goto("/audit-logs?entity_type=memberships&action=update");
  await expect(page.getByRole("table", { name: "Audit log" }).getByRole("row")).toHaveCount(3); // the header, the change, its undoing
});

test("the same by keyboard alone", async ({ page, api }) => {
  const person = await newPerson(api);
  await page.goto("/users");
  await page.getByRole("combobox", { name: `Role of ${person.name}` }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "user" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("option", { name: "guest" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${person.name} is guest now`)).toBeVisible();
  await expect(page.getByRole("combobox", { name: `Role of ${person.name}` })).toBeFocused();
});

test("people are found by status and name; the address keeps it", async ({ page, api }) => {
  const gone = await newPerson(api);
  await newPerson(api);
  await api.patch(`/users/${gone.id}/status`, { status: "inactive" });
  await page.goto("/users");
  await page.getByRole("group", { name: "Status" }).getByRole("button", { name: "Inactive 1" }).click();
  await expect(page.getByRole("table", { name: "Users" }).getByRole("row")).toHaveCount(2);
  await expect(page).toHaveURL(/status=inactive/);
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole("table", { name: "Users" }).getByRole("row")).toHaveCount(2);
  await page.getByRole("searchbox", { name: "Search users" }).fill("nobody of this name");
  await expect(page.getByText("No users match these filters")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByText("1–3 of 3")).toBeVisible();
});

test("a person who is deactivated is out at once, and may come back", async ({ page, api, openAs, baseURL }) => {
  const person = await newPerson(api);
  const theirs = await openAs(person);
  await theirs.goto("/profile");
  await expect(theirs.getByRole("heading", { name: "Profile" })).toBeVisible();
  await page.goto("/users");
  await page.getByRole("button", { name: `Actions for ${person.name}` }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await expect(page.getByText(`${person.name} is deactivated and signed out`)).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Sign in" })).toBeVisible(); // asked to sign in again, over the page
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("row", { name: person.name })).toContainText("Active");
  await (await Api.as(baseURL ?? "", person)).close();
});

test("an invitation goes out by mail, stands in the outbox, and lets its person in", async ({ page, browser, baseURL }) => {
  const name = unique("Gro Gast");
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  await page.goto("/users");
  await expect(page.getByRole("button", { name: "Invite", exact: true })).toBeVisible();
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "Invite a person" });
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await expect(dialog.getByText("Enter a name.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(`Invitation sent to ${email}`)).toBeVisible();
  await expect(page.getByRole("row", { name })).toContainText("Invited");

  await page.goto("/mails");
  await expect(page.getByText(email)).toBeVisible();
  await page.getByRole("row", { name: email }).getByRole("button").click();
  const letter = page.getByRole("dialog", { name: /^Invitation to/ });
  const link = await letter.getByRole("link", { name: /accept-invitation/ }).getAttribute("href");
  await expect(letter.getByRole("button", { name: "Copy link" })).toBeVisible();
  await expectAccessible(page);

  const { pathname, search } = new URL(link ?? "");
  const theirs = await browser.newPage({ baseURL });
  await theirs.goto(pathname + search);
  await theirs.getByLabel("Password", { exact: true }).fill("glad-otter-94-bridge");
  await theirs.getByRole("button", { name: "Join" }).click();
  await expect(theirs.getByRole("button", { name: `Account of ${name}` })).toBeVisible();
  await theirs.close();
  await page.goto("/users");
  await expect(page.getByRole("row", { name })).toContainText("Active");
});

test("a role of one's own: granted in the matrix, saved, and in force at the next click", async ({ page, api, openAs }) => {
  await sampleRecords(api, 2);
  await page.goto("/roles");
  await expectAccessible(page);
  await page.getByRole("button", { name: "New role" }).click();
  await page.getByLabel("Name").fill("Bookkeeping");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Bookkeeping" })).toBeVisible();

  await page.getByRole("checkbox", { name: "Invoices: write" }).click();
  await expect(page.getByRole("checkbox", { name: "Invoices: read, not saved" })).toBeChecked(); // who writes, reads
  await expect(page.getByRole("row", { name: /^Invoices/ })).toContainText("Some");
  await page.getByRole("button", { name: "Allow everything of Customers" }).click();
  await expect(page.getByRole("row", { name: /^Customers/ }).getByText("All", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("5 changes are not saved")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Users", exact: true }).click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("5 changes are not saved")).toBeHidden();

  const clerk = await newPerson(api, "Bookkeeping");
  const theirs = await openAs(clerk);
  await theirs.goto("/");
  const nav = theirs.getByRole("navigation", { name: "Main" });
  await expect(nav.getByRole("link")).toHaveText(["Dashboard", "Customers", "Invoices"]);
  await page.getByRole("button", { name: "Allow nothing of Customers" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("3 changes are not saved")).toBeHidden();
  await theirs.reload();
  await expect(nav.getByRole("link")).toHaveText(["Dashboard", "Invoices"]);

  await page.reload();
  await expect(page.getByRole("link", { name: "Show in users" })).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete role" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Somebody still has this role");
});

test("built-in roles can be read and copied, not changed", async ({ page }) => {
  await page.goto("/roles");
  await page.getByRole("link", { name: "guest" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "guest" })).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("row", { name: /^Customers/ })).toContainText("Allowed");
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByRole("button", { name: "Create role" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "guest copy" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Customers: read" })).toBeChecked();
});

test("the organisation is renamed; a team gets a member", async ({ page, api }) => {
  const person = await newPerson(api);
  const name = unique("Renamed");
  await page.goto("/organization");
  await page.getByLabel("Organisation name").fill(name);
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByRole("button", { name: "New team" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Finance");
  await page.getByRole("button", { name: "Create team" }).click();
  const team = page.getByRole("dialog", { name: "Finance" });
  await expect(team).toBeVisible();
  await team.getByRole("combobox", { name: "Add a member" }).click();
  await page.getByPlaceholder("Type to search…").fill(person.name);
  await page.getByRole("option", { name: person.name }).click();
  await expect(team.getByRole("listitem")).toContainText(person.name);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /Finance.*1 member/ })).toBeVisible();
  await expectAccessible(page);
});

test("the audit log says who changed which field, old and new, and leads to the record", async ({ page, api }) => {
  const { customers } = await sampleRecords(api, 0);
  await api.patch(`/customers/${customers.ERNSH}`, { city: "Wien" });
  await page.goto("/audit-logs");
  await page.getByRole("combobox", { name: "Which records" }).click();
  await page.getByRole("option", { name: "Customers" }).click();
  await page.getByRole("combobox", { name: "What", exact: true }).click();
  await page.getByRole("option", { name: "Changed" }).click();
  await expect(page).toHaveURL(/entity_type=customers&action=update/);
  const row = page.getByRole("row", { name: /changed Customer Ernst Handel City/ });
  await expect(row).toBeVisible();
  await expect(page.getByText("1–1 of 1")).toBeVisible();
  await expectAccessible(page);
  await row.getByRole("button").click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.locator("del")).toHaveText("Graz");
  await expect(drawer.locator("ins")).toHaveText("Wien");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await row.getByRole("link", { name: "Ernst Handel" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ernst Handel" })).toBeVisible();
  await page.goBack();
  await expect(row).toBeVisible(); // the filters are in the address
});

test("the log is exported as it is filtered, and found as it was written", async ({ page, api }) => {
  await sampleRecords(api, 0);
  await page.goto("/audit-logs?entity_type=customers");
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "CSV of what is filtered" }).click();
  const file = await (await download).createReadStream();
  let text = "";
  for await (const part of file) text += String(part);
  expect(text.trim().split("\n")).toHaveLength(6); // the header and five customers
  expect(text).toContain("Taquería");
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("dialog", { name: "The log is as it was written" })).toBeVisible();
  await expectAccessible(page);
});

test("the system says of each part whether it works", async ({ page }) => {
  await page.goto("/system");
  const database = page.getByRole("row", { name: /^Database/ });
  await expect(database).toContainText("Works");
  await expect(database).toContainText(/\d+(\.\d+)? ms/);
  await expectAccessible(page);
});

test("people without the permission get neither the screens nor the data", async ({ api, openAs, baseURL }) => {
  const person = await newPerson(api, "user");
  const page = await openAs(person);
  const own = await Api.as(baseURL ?? "", person);
  await page.goto("/");
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Dashboard" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Admin" })).toHaveCount(0);
  for (const [screen, route] of [["/users", "/users"], ["/roles", "/roles"], ["/audit-logs", "/audit-logs"], ["/mails", "/mails"]] as const) {
    await page.goto(screen);
    await expect(page.getByText("Your role does not allow this")).toBeVisible();
    await expect(own.get(route)).rejects.toThrow("403");
  }
  await own.close();
});

test("every screen of the administration fits a phone", async ({ page, api }) => {
  await newPerson(api);
  const { items } = await api.get<{ items: { id: string; name: string }[] }>("/roles");
  const role = items.find((one) => one.name === "user");
  await page.setViewportSize({ width: 390, height: 844 });
  for (const screen of ["/users", "/roles", `/roles/${role?.id}`, "/organization", "/audit-logs", "/mails", "/system"]) {
    await page.goto(screen);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page, 360);
    await expectAccessible(page);
  }
});
