/** Agents made in the browser: written, tried on the bench, saved, used in a chat, changed, and brought back. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { newPerson, unique } from "./support/api";
import { expect, test } from "./support/test";

test.describe.configure({ timeout: 90_000 });

const told = { role: "You look after unpaid invoices.", tools: ["list_invoices", "create_task"] };

test("an agent is made, tried, saved, used, changed and brought back", async ({ page }) => {
  const name = unique("Collector");
  await page.goto("/agents");
  await page.getByRole("link", { name: "New agent" }).click();
  await expect(page.getByRole("button", { name: "Create agent" })).toBeDisabled();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("textbox", { name: "Who it is" }).fill("You look after unpaid invoices.");
  await page.getByLabel("Find a tool").fill("create task");
  await page.getByRole("checkbox", { name: /^Create task/ }).click();
  await expect(page.getByRole("list", { name: "Tools it holds" })).toContainText("Create task");
  await expectAccessible(page);

  const bench = page.getByRole("region", { name: "Test bench" });
  await bench.getByLabel("Question for the draft").fill("Who are you?");
  await page.keyboard.press("Enter");
  await expect(bench.getByText(/step/)).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);

  await page.getByRole("button", { name: "Create agent" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(page.getByText(/^Version 1 ·/)).toBeVisible();

  await page.goto("/agents");
  const card = page.getByRole("article", { name });
  await expect(card).toContainText("Proposes changes to tasks");
  await expectAccessible(page);
  await card.getByRole("button", { name: `Start a chat with ${name}` }).click();
  await expect(page).toHaveURL(/\/conversations\//);
  await page.getByLabel("Message", { exact: true }).fill("Hello");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: `${name} answered` })).toBeVisible({ timeout: 30_000 });

  await page.goto("/agents");
  await page.getByRole("link", { name }).click();
  await page.getByLabel("Instructions").fill("Be brief.");
  await page.getByLabel("What changed").fill("Shorter answers");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Version 2 ·/)).toBeVisible();
  await page.getByRole("button", { name: "Versions" }).click();
  const drawer = page.getByRole("dialog", { name: "Versions" });
  await expect(drawer).toContainText("Shorter answers");
  await expect(drawer).toContainText("Be brief.");
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Go back to this" }).click();
  await page.getByRole("button", { name: "Go back", exact: true }).click();
  await expect(page.getByText(/^Version 3 ·/)).toBeVisible();
  await expect(page.getByLabel("Instructions")).toHaveValue("");
});

test("what is wrong is said, and leaving with changes asks", async ({ page, api }) => {
  const name = `agent_${Date.now().toString(36)}`;
  await api.post("/agents", { ...told, name, label: unique("Taken") });
  await page.goto("/agents/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Second");
  await page.getByRole("textbox", { name: "Short name" }).fill(name);
  await page.getByRole("textbox", { name: "Who it is" }).fill("You wait.");
  await page.getByRole("button", { name: "Create agent" }).click();
  await expect(page.getByRole("textbox", { name: "Short name" })).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("link", { name: "Agents", exact: true }).first().click();
  await expect(page.getByRole("alertdialog").or(page.getByRole("dialog"))).toContainText("Leave without saving?");
});

test("who may not build sees and uses agents, on a phone too", async ({ api, openAs }) => {
  const page = await openAs(await newPerson(api));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/agents");
  await expect(page.getByRole("article", { name: "Assistant" })).toBeVisible();
  await expect(page.getByRole("link", { name: "New agent" })).toHaveCount(0);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test("an editor on a phone, in the dark", async ({ page, api }) => {
  const name = `agent_${Date.now().toString(36)}`;
  await api.post("/agents", { ...told, name, label: unique("Small") });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/agents/${name}`);
  await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test("what people think of answers: figures, charts as tables, comments with a way to what may be read", async ({ page, api, openAs }) => {
  const { id } = await api.post<{ id: string }>("/conversations", { agent: "assistant" });
  const { id: answer } = await api.post<{ id: string }>(`/conversations/${id}/messages`, { content: "how many customers are there?" });
  const comment = unique("Counted the wrong ones");
  await api.put(`/conversations/${id}/messages/${answer}/feedback`, { rating: "down", comment });
  await page.goto("/agents");
  await page.getByRole("article", { name: "Assistant", exact: true }).getByRole("link", { name: /see the ratings/ }).click();
  await expect(page).toHaveURL(/agent=assistant/);
  const comments = page.getByRole("list", { name: "Comments" });
  await expect(comments.getByRole("listitem").filter({ hasText: comment })).toContainText("Assistant");
  await expect(page.getByRole("row", { name: /Assistant/ })).toContainText("%");
  await page.getByRole("button", { name: "Show Share of good answers by week as a table" }).click();
  await expect(page.getByRole("region", { name: "Share of good answers by week" })).toContainText("–"); // weeks without a rating have no share
  await expectAccessible(page);
  await expectNoSidewaysScroll(page, 360);
  await page.getByRole("combobox", { name: "Which comments" }).click();
  await page.getByRole("option", { name: "Bad answers" }).click();
  await expect(page).toHaveURL(/rating=down/);
  await comments.getByRole("listitem").filter({ hasText: comment }).getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/conversations/${id}`));
  const theirs = await openAs(await newPerson(api));
  await theirs.goto("/agents/ratings");
  await expect(theirs.getByText("Nobody rated an answer in this period")).toBeVisible(); // they look after no agent
});
