/** Around a record: what people say, attach and watch; and its earlier versions. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { newPerson } from "./support/api";
import { expect, sampleRecords, test } from "./support/organization";

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAGklEQVR4nGNk+M9AEmAiTfmohlENoxpoqwEAWiMBH6ZrRNQAAAAASUVORK5CYII=", "base64");

test("a comment is written by keyboard, mentions somebody, and appears for the other at once", async ({ page, api, openAs }) => {
  const { customers } = await sampleRecords(api, 0);
  const jo = await newPerson(api);
  const path = `/customers/${customers.ERNSH}?tab=comments`;
  const other = await openAs(jo);
  await other.goto(path);
  await page.goto(path);
  await expect(page.getByText("Nobody has said anything yet")).toBeVisible();
  await expectAccessible(page);
  const field = page.getByRole("textbox", { name: "Comment on this customer" });
  await field.click();
  await page.keyboard.type(`Please look, @${jo.name.slice(0, -1)}`);
  const people = page.getByRole("listbox", { name: "People to mention" });
  await expect(people.getByRole("option")).toHaveText([new RegExp(jo.name)]);
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue(`Please look, @${jo.name} `);
  await page.keyboard.type("**soon**");
  await page.keyboard.press("Control+Enter");
  const list = page.getByRole("list", { name: "Comments" });
  await expect(list.getByText(`@${jo.name}`)).toBeVisible();
  await expect(list.locator("strong")).toHaveText("soon");
  await expect(field).toHaveValue("");
  await expect(page.getByRole("tab", { name: "Comments 1" })).toBeVisible();
  await expect(other.getByRole("list", { name: "Comments" }).getByText("soon")).toBeVisible();
  await other.getByRole("button", { name: /Notifications/ }).click();
  await expect(other.getByText(/mentioned you on the customer Ernst Handel/)).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test("one's own comment is edited and deleted; an unsent text survives a look elsewhere", async ({ page, api }) => {
  const { customers } = await sampleRecords(api, 0);
  await api.post("/comments", { record_type: "customers", record_id: customers.ERNSH, body: "First words" });
  await page.goto(`/customers/${customers.ERNSH}?tab=comments`);
  await page.getByRole("button", { name: /More about the comment/ }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const field = page.getByRole("textbox", { name: "Your comment" });
  await expect(field).toBeFocused();
  await field.fill("Better words");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Better words")).toBeVisible();
  await expect(page.getByText("edited", { exact: true })).toBeVisible();
  await page.getByRole("textbox", { name: "Comment on this customer" }).fill("Not sent yet");
  await page.getByRole("tab", { name: "Activity" }).click();
  await page.getByRole("tab", { name: /Comments/ }).click();
  await expect(page.getByRole("textbox", { name: "Comment on this customer" })).toHaveValue("Not sent yet");
  await page.getByRole("button", { name: /More about the comment/ }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete comment" }).click();
  await expect(page.getByText("Better words")).toBeHidden();
});

test("files are attached, shown, fetched and removed; a wrong kind says why", async ({ page, api }) => {
  const { customers } = await sampleRecords(api, 0);
  await page.goto(`/customers/${customers.ERNSH}?tab=attachments`);
  await expect(page.getByText("No files yet")).toBeVisible();
  await expectAccessible(page);
  await page.locator('input[type="file"]').setInputFiles([
    { name: "square.png", mimeType: "image/png", buffer: png },
    { name: "offer.txt", mimeType: "text/plain", buffer: Buffer.from("Twelve boxes") },
    { name: "tool.exe", mimeType: "application/pdf", buffer: Buffer.from("MZ") },
  ]);
  const list = page.getByRole("list", { name: "Attachments" });
  await expect(list.getByText("files of the kind .exe are not taken")).toBeVisible();
  await expect(list.locator("img")).toHaveJSProperty("naturalWidth", 16);
  await expect(page.getByRole("tab", { name: "Attachments 2" })).toBeVisible();
  await expectAccessible(page);
  await list.getByRole("button", { name: "Dismiss tool.exe" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), list.getByRole("button", { name: "Download offer.txt" }).click()]);
  expect(download.suggestedFilename()).toBe("offer.txt");
  await list.getByRole("button", { name: "Remove offer.txt" }).click();
  await page.getByRole("button", { name: "Remove file" }).click();
  await expect(list.getByText("offer.txt")).toBeHidden();
  await expectNoSidewaysScroll(page);
});

test("a file is dropped on the panel", async ({ page, api }) => {
  const { customers } = await sampleRecords(api, 0);
  await page.goto(`/customers/${customers.ERNSH}?tab=attachments`);
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["dropped"], "dropped.txt", { type: "text/plain" }));
    return transfer;
  });
  await page.getByText("No files yet").dispatchEvent("dragover", { dataTransfer: data });
  await page.getByText("No files yet").dispatchEvent("drop", { dataTransfer: data });
  await expect(page.getByRole("button", { name: "Download dropped.txt" })).toBeVisible();
});

test("a record is watched and left; who watches hears of a change", async ({ page, api, openAs }) => {
  const { customers } = await sampleRecords(api, 0);
  const jo = await newPerson(api);
  const other = await openAs(jo);
  await other.goto(`/customers/${customers.ERNSH}`);
  await other.getByRole("button", { name: "You do not watch this; 1 watching" }).click();
  await other.getByRole("button", { name: "Watch", exact: true }).click();
  await expect(other.getByRole("list", { name: "People who watch this" })).toContainText(jo.name);
  await expectAccessible(other);
  await other.keyboard.press("Escape");
  await api.patch(`/customers/${customers.ERNSH}`, { city: "Wien" });
  await other.getByRole("button", { name: /Notifications/ }).click();
  await expect(other.getByText(/changed the customer Ernst Handel/)).toBeVisible();
  await page.goto(`/customers/${customers.ERNSH}`);
  await expect(page.getByRole("button", { name: "You watch this; 2 watching" })).toBeVisible();
});

test("duplicates are merged, choosing values side by side, and lead to the one that stays", async ({ page, api }) => {
  const { customers, invoices } = await sampleRecords(api, 5);
  await page.goto(`/customers/${customers.ERNSH}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Merge duplicates…" }).click();
  const dialog = page.getByRole("dialog", { name: "Merge duplicates into Ernst Handel" });
  await expect(dialog.getByRole("button", { name: "Merge", exact: true })).toBeDisabled();
  await dialog.getByRole("combobox", { name: "Which customer is the same?" }).click();
  await page.getByPlaceholder("Type to search…").fill("QUICK");
  await page.getByRole("option", { name: "QUICK-Stop" }).click();
  await expect(dialog.getByRole("radiogroup", { name: "Code" }).getByRole("radio", { checked: true })).toContainText("ERNSH");
  await dialog.getByRole("radiogroup", { name: "City" }).getByRole("radio", { name: /Cunewalde/ }).click();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await dialog.getByRole("button", { name: "Merge 1 customer" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Cunewalde").first()).toBeVisible();
  await expect(page.getByText("merged duplicates into this customer")).toBeVisible();
  expect((await api.get<{ customer: string }>(`/invoices/${invoices[1]}`)).customer).toBe(customers.ERNSH);
  await page.goto(`/customers/${customers.QUICK}`);
  await expect(page.getByText("QUICK-Stop is part of another customer now")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to the customer it became part of" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ernst Handel" })).toBeVisible();
});

test("an earlier version is looked at and restored whole; a status that can not go back says so", async ({ page, api }) => {
  const { customers, invoices } = await sampleRecords(api, 1);
  const path = `/customers/${customers.ERNSH}`;
  await api.patch(path, { city: "Wien", region: "East" });
  await api.patch(path, { phone: "123" });
  await page.goto(path);
  await page.getByRole("button", { name: "Compare" }).last().click();
  const dialog = page.getByRole("dialog", { name: /Changed by/ });
  await expect(dialog).toHaveAccessibleDescription(/^Version 2, /);
  await expect(dialog.getByRole("row", { name: /City/ })).toContainText("Graz");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Older change" }).click();
  await dialog.getByRole("button", { name: "Restore version 1" }).click();
  await page.getByRole("dialog", { name: "Go back to version 1?" }).getByRole("button", { name: "Restore this version" }).click();
  await expect(page.getByText("Version 1 restored")).toBeVisible();
  expect(await api.get(path)).toMatchObject({ city: "Graz", region: null, phone: null, version: 4 });
  await api.patch(`/invoices/${invoices[0]}/status`, { status: "sent" });
  await page.goto(`/invoices/${invoices[0]}`);
  await page.getByRole("button", { name: "Revert" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revert" }).click();
  await expect(page.getByRole("alert")).toContainText("sent can not become draft");
});
