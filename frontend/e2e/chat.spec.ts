/** Talking with agents about imported records, on the offline provider: answers, sources, approvals, streams that break. */
import type { CDPSession, Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { admin, Api, newPerson } from "./support/api";
import { importCsv } from "./support/csv";
import { expect, test as inOrganization } from "./support/organization";

const customers = "code,name,country,status\nFUTTE,Alfreds Futterkiste,Germany,active\nBERGS,Berglunds snabbköp,Sweden,active\nERNSH,Ernst Handel,Austria,active\n";
const invoices = ["number,customer,issued_on,due_on,total,currency,status", ...Array.from({ length: 24 }, (_, row) => `A-${100 + row},${row < 20 ? "ERNSH" : "BERGS"},2026-0${(row % 9) + 1}-10,2026-0${(row % 9) + 1}-28,${1000 + row}.50,EUR,${row % 2 ? "paid" : "overdue"}`)].join("\n");

/** `page` and `api` are those of an administrator in whose organisation three customers and 24 invoices were imported. */
const test = inOrganization.extend({
  page: async ({ page, person, baseURL }, use) => {
    const into = (entity: string, csv: string, mapping: Record<string, string>) => importCsv(baseURL ?? "", person ?? admin, { entity, csv, mapping });
    await into("customers", customers, { code: "code", name: "name", country: "country", status: "status" });
    await into("invoices", invoices, { number: "number", customer: "customer.code", issued_on: "issued_on", due_on: "due_on", total: "total.amount", currency: "total.currency", status: "status" });
    await use(page);
  },
});

test.describe.configure({ timeout: 60_000 }); // an organisation with records is made for each test

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const lastAnswer = (page: Page) => page.getByRole("article", { name: "Assistant answered" }).last();

async function ask(page: Page, question: string): Promise<void> {
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(question);
  await page.keyboard.press("Enter");
}

/** The network of this page, at so many bytes a second; null for as fast as it is. */
async function throttle(session: CDPSession, bytes: number | null): Promise<void> {
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: bytes ?? -1, uploadThroughput: -1 });
}

test("a question about imported records is answered, with its steps and its sources", async ({ page }) => {
  await page.goto("/conversations");
  await expectAccessible(page);
  await ask(page, "how many overdue invoices does Berglunds have, and what do they add up to?");
  await expect(page).toHaveURL(/\/conversations\/[0-9a-f-]+$/);
  const answer = lastAnswer(page);
  await expect(answer).toContainText("2,043.00 EUR");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("how many overdue invoices");

  const step = answer.getByRole("button", { name: /^Looked up invoices( · .+)? · 2 rows/ });
  await step.click();
  await expect(answer.getByRole("region", { name: "Result" })).toContainText("A-120");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page, 360);

  await page.reload();
  await lastAnswer(page).getByRole("button", { name: /^Looked up invoices/ }).click(); // results of the history are kept, too
  await expect(lastAnswer(page).getByRole("region", { name: "Result" })).toContainText("A-120");
  await lastAnswer(page).getByRole("list", { name: "Sources" }).getByRole("link", { name: "A-120" }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]+$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("A-120");
  await page.goBack();
  await expect(lastAnswer(page)).toContainText("2,043.00 EUR");
});

test("nothing is written before Approve; then the record is there, and the audit log names the agent", async ({ page, api }) => {
  await page.goto("/conversations");
  await ask(page, "create a task to call Ernst Handel on Friday");
  const card = page.getByRole("region", { name: "Create task" });
  await expect(card).toContainText("Waits for you");
  await expect(card).toContainText("Call Ernst Handel");
  expect((await api.get<{ items: unknown[] }>("/tasks")).items).toEqual([]);
  await expectAccessible(page);

  await page.goto("/");
  await expect(page.getByRole("link", { name: "Create task" })).toBeVisible(); // waits on the dashboard as well
  await page.getByRole("link", { name: "Create task" }).click();
  await card.getByRole("button", { name: "Approve" }).click();
  await expect(card).toContainText("Done");
  expect((await api.get<{ items: { title: string }[] }>("/tasks")).items.map((task) => task.title)).toEqual(["Call Ernst Handel"]);
  await page.goto("/audit-logs?entity_type=tasks");
  await expect(page.getByRole("row", { name: /created Task Call Ernst Handel/ })).toContainText("Agent: assistant");
});

test("a rejected proposal writes nothing and keeps the note", async ({ page, api }) => {
  await page.goto("/conversations");
  await ask(page, "create a task to call Ernst Handel on Friday");
  const card = page.getByRole("region", { name: "Create task" });
  await card.getByRole("button", { name: "Reject…" }).click();
  await page.getByLabel("Why not?").fill("Already called");
  await card.getByRole("button", { name: "Reject", exact: true }).click();
  await expect(card).toContainText("Rejected");
  await expect(card).toContainText("“Already called”");
  await expect(card.getByRole("button")).toHaveCount(0);
  expect((await api.get<{ items: unknown[] }>("/tasks")).items).toEqual([]);
});

test("an answer survives a reload in the middle of its stream, once", async ({ page }) => {
  await page.goto("/conversations");
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  await page.getByRole("button", { name: "Agent: Assistant" }).waitFor();
  await ask(page, "Which customers are from Sweden?"); // loads what the screen of a conversation needs
  await expect(lastAnswer(page)).toContainText("Berglunds");
  await throttle(network, 1_500);
  await ask(page, "List all invoices of Ernst Handel");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await expect(lastAnswer(page).getByRole("button", { name: /invoices|customers/ }).first()).toBeVisible();
  await throttle(network, null);
  await page.reload();
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await expect(page.getByRole("article", { name: "Assistant answered" })).toHaveCount(2);
  await expect(lastAnswer(page)).toContainText("20 invoices");
  await expect(lastAnswer(page).getByText("20 invoices")).toHaveCount(1);
});

test("a connection that breaks off is said, and the answer goes on behind the last event", async ({ page }) => {
  await page.route("**/messages", async (route) => {
    const answer = await route.fetch();
    const whole = await answer.text();
    const cut = whole.indexOf("\n\n", whole.indexOf("event: tool_result")) + 2; // the first steps arrive, then the line is dead
    await route.fulfill({ response: answer, body: whole.slice(0, cut) });
  }, { times: 1 });
  let resume = () => undefined as unknown;
  const held = new Promise((resolve) => (resume = () => resolve(null)));
  await page.route("**/messages/*/events", async (route) => {
    await held;
    await route.continue();
  });
  const resumed = page.waitForRequest((request) => request.url().endsWith("/events"));
  await page.goto("/conversations");
  await ask(page, "List all invoices of Ernst Handel");
  expect((await resumed).headers()["last-event-id"]).toMatch(/^[0-9a-f-]{36}:\d+$/);
  await expect(page.getByText("Connection lost. The answer goes on")).toBeVisible();
  resume();
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await expect(lastAnswer(page)).toContainText("20 invoices");
  await expect(lastAnswer(page).getByRole("button", { name: /^Looked up customers/ })).toHaveCount(1);
  await expect(page.getByText("Connection lost")).toBeHidden();
});

test("Stop stands where Send was, and Esc stops", async ({ page }) => {
  await page.goto("/conversations");
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  await ask(page, "Which customers are from Sweden?");
  await expect(lastAnswer(page)).toContainText("Berglunds");
  const send = await page.getByRole("button", { name: "Send" }).boundingBox();
  await throttle(network, 1_500);
  await ask(page, "List all invoices of Ernst Handel");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  expect(await page.getByRole("button", { name: "Stop" }).boundingBox()).toMatchObject({ x: send?.x, width: send?.width });
  const stopped = page.waitForRequest((request) => request.url().endsWith("/stop"));
  await page.keyboard.press("Escape");
  await stopped;
  await throttle(network, null);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
});

test("the view stays where the reader scrolled, and jumps back on demand", async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 500 });
  await page.goto("/conversations");
  await ask(page, "List all invoices of Ernst Handel");
  await expect(page.getByRole("button", { name: "Ask again" })).toBeVisible();
  const frame = page.getByRole("region", { name: "What was said" });
  const distance = () => frame.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
  expect(await distance()).toBeLessThan(4);
  await frame.hover();
  await page.mouse.wheel(0, -2000);
  await expect(page.getByRole("button", { name: "Jump to the end" })).toBeVisible();
  await page.getByRole("button", { name: "Jump to the end" }).click();
  await expect.poll(distance).toBeLessThan(4);
});

test("lines are 65 to 85 characters long", async ({ page }) => {
  await page.goto("/conversations");
  await ask(page, "What will the weather be like in Vienna during the next three weeks, and should I take an umbrella with me?");
  const paragraph = lastAnswer(page).locator("p").first();
  await expect(paragraph).toContainText("no language model is configured");
  const longest = await paragraph.evaluate((element) => {
    const range = document.createRange();
    const text = element.firstChild as Text;
    const lines = new Map<number, number>();
    for (let at = 0; at < text.length; at += 1) {
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const top = Math.round(range.getBoundingClientRect().top);
      lines.set(top, (lines.get(top) ?? 0) + 1);
    }
    return Math.max(...lines.values());
  });
  expect(longest).toBeGreaterThanOrEqual(65);
  expect(longest).toBeLessThanOrEqual(85);
});

test("the palette asks, the conversation is found, renamed and deleted", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search and commands" })).toBeFocused();
  await page.keyboard.type("Which customers are from Austria?");
  await page.getByRole("option", { name: /^Ask: Which customers/ }).click();
  await expect(lastAnswer(page)).toContainText("Ernst Handel");
  await page.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByLabel("Title").fill("Austria");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Austria" })).toBeVisible();
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Conversations" }).click();
  await page.getByRole("searchbox", { name: "Search conversations" }).fill("Ernst");
  await expect(page.getByRole("link", { name: "Austria" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Actions for Austria" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No conversations match these filters")).toBeVisible();
});

test("the Data analyst answers about an attached file", async ({ page }) => {
  await page.goto("/conversations");
  await page.getByRole("button", { name: "Agent: Assistant" }).click();
  await page.getByRole("menuitem", { name: /^Data analyst/ }).click();
  const csv = "region,amount\nNorth,10\nSouth,20\nNorth,30\n";
  await page.locator("input[type=file]").setInputFiles({ name: "sales.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await expect(page.getByRole("list", { name: "Attached files" })).toContainText("sales.csv");
  await expectAccessible(page);
  await field(page).fill("What is the sum of amount by region?");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Attachments" })).toContainText("sales.csv");
  const answer = page.getByRole("article", { name: "Data analyst answered" });
  await expect(answer).toContainText("North");
  await expect(answer).toContainText("40");
});

test("a picture that came with a question is seen in the conversation", async ({ page }) => {
  const png = "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAGklEQVR4nGNk+M9AEmAiTfmohlENoxpoqwEAWiMBH6ZrRNQAAAAASUVORK5CYII=";
  await page.goto("/conversations");
  await page.locator("input[type=file]").setInputFiles({ name: "red.png", mimeType: "image/png", buffer: Buffer.from(png, "base64") });
  await expect(page.getByRole("list", { name: "Attached files" })).toContainText("red.png");
  await ask(page, "How many customers are there?");
  const picture = page.getByRole("list", { name: "Pictures" }).getByRole("img", { name: "red.png" });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(16);
});

test("a name that fits several records is asked back, and a press on one of them answers", async ({ page, api }) => {
  await api.post("/customers", { code: "ERNMA", name: "Ernst Maier", country: "Germany", phone: "030-777" });
  await page.goto("/conversations");
  await ask(page, "What is the phone number of Ernst?");
  const choices = page.getByRole("list", { name: "Suggested answers" });
  await expect(choices.getByRole("button", { name: /Ernst Handel/ })).toBeVisible();
  await choices.getByRole("button", { name: /Ernst Maier/ }).click();
  await expect(lastAnswer(page)).toContainText("030-777");
  await expect(choices).toBeHidden();
});

test("who asks for a person gets one: a colleague finds the conversation and answers in it, live", async ({ page, api, openAs }) => {
  const colleague = await newPerson(api, "admin");
  await page.goto("/conversations");
  await page.getByRole("button", { name: "Agent: Assistant" }).click();
  await page.getByRole("menuitem", { name: /^Concierge/ }).click();
  await field(page).fill("I want to talk to a person");
  await page.keyboard.press("Enter");
  await expect(page.getByText("A person has been asked to answer here.")).toBeVisible();
  await expectAccessible(page);

  const theirs = await openAs(colleague);
  await theirs.goto("/conversations?show=waiting");
  await theirs.getByRole("link", { name: "I want to talk to a person" }).click();
  await expect(theirs.getByRole("heading", { level: 1, name: "I want to talk to a person" })).toBeVisible();
  await field(theirs).fill("Good morning, what can I do for you?");
  await theirs.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: `${colleague.name} answered` })).toContainText("Good morning");
  await page.getByRole("button", { name: "Back to the agent" }).click();
  await expect(page.getByRole("button", { name: "Back to the agent" })).toBeHidden();
});

test("a guest gets no agent: neither in the navigation, nor by address, nor from the API", async ({ api, openAs, baseURL }) => {
  const guest = await newPerson(api, "guest");
  const page = await openAs(guest);
  await page.goto("/conversations");
  await expect(page.getByText("Your role does not allow this")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Conversations" })).toHaveCount(0);
  await expectAccessible(page);
  const own = await Api.as(baseURL ?? "", guest);
  await expect(own.post("/conversations", { agent: "assistant" })).rejects.toThrow("403");
  await own.close();
});

test("on a phone the composer stays in view and nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/conversations");
  await expectNoSidewaysScroll(page, 390);
  await ask(page, "List all invoices of Ernst Handel");
  await expect(page.getByRole("button", { name: "Ask again" })).toBeVisible();
  await expectNoSidewaysScroll(page, 390);
  const box = await field(page).boundingBox();
  expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThan(844);
  await expectAccessible(page);
});

test("another answer and an edited question stand beside the first ones", async ({ page }) => {
  await page.goto("/conversations");
  await ask(page, "Which customers are from Sweden?");
  await expect(lastAnswer(page)).toContainText("Berglunds");
  await lastAnswer(page).getByRole("button", { name: "Ask again" }).click();
  await page.getByRole("menuitem", { name: "Same agent" }).click();
  const versions = lastAnswer(page).getByRole("group", { name: "Versions" });
  await expect(versions).toContainText("2/2");
  await versions.getByRole("button", { name: "Earlier version" }).click();
  await expect(versions).toContainText("1/2");

  await field(page).focus();
  await page.keyboard.press("ArrowUp");
  const rewrite = page.getByRole("form", { name: "Say it differently" });
  await rewrite.getByRole("textbox").fill("Which customers are from Austria?");
  await page.keyboard.press("Enter");
  await expect(lastAnswer(page)).toContainText("Ernst Handel");
  await expect(page.getByRole("article", { name: /said$/ })).toHaveText([/Austria/]);
  const question = page.getByRole("article", { name: /said$/ }).last();
  await question.hover();
  await question.getByRole("button", { name: "Earlier version" }).click();
  await expect(page.getByRole("article", { name: /said$/ }).last()).toContainText("Sweden");
  await expectAccessible(page);
});

test("a colleague reads along and cannot write; thumbs and pins stay", async ({ page, api, openAs }) => {
  const colleague = await newPerson(api, "user");
  await page.goto("/conversations");
  await ask(page, "Which customers are from Sweden?");
  await expect(lastAnswer(page)).toContainText("Berglunds");
  await lastAnswer(page).getByRole("button", { name: "Good answer" }).click();
  await expect(lastAnswer(page).getByRole("button", { name: "Good answer" })).toHaveAttribute("aria-pressed", "true");
  await lastAnswer(page).getByRole("button", { name: /^Pin/ }).click();
  await expect(lastAnswer(page).getByRole("button", { name: "Unpin" })).toBeVisible();
  await page.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Share" }).click();
  await page.getByRole("combobox", { name: "Colleague" }).click();
  await page.keyboard.type(colleague.name);
  await page.getByRole("option", { name: new RegExp(colleague.name) }).click();
  await expect(page.getByRole("list", { name: "Readers" })).toContainText(colleague.name);
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  const theirs = await openAs(colleague);
  await theirs.goto("/conversations?show=shared");
  await theirs.getByRole("link", { name: /Sweden/ }).click();
  await expect(lastAnswer(theirs)).toContainText("Berglunds");
  await expect(field(theirs)).toHaveCount(0);
  await field(page).click();
  await ask(page, "How many customers are there?");
  await expect(lastAnswer(theirs)).toContainText("3"); // live
  await expectAccessible(theirs);

  await page.goto("/agents");
  await page.getByRole("article", { name: "Assistant", exact: true }).getByRole("link", { name: /found its answers good/ }).click();
  await expect(page.getByText("Nobody has written why")).toBeVisible();
  await expectAccessible(page);
});

test("what agents know is added, changed, switched off and erased by the person", async ({ page }) => {
  await page.goto("/memories");
  await expectAccessible(page);
  const desk = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 }); // a long title takes a second line instead of losing its end
  expect(await page.getByRole("heading", { level: 1 }).evaluate((title) => [title.scrollWidth - title.clientWidth, title.scrollHeight - title.clientHeight])).toEqual([0, 0]);
  if (desk) await page.setViewportSize(desk);
  await page.getByLabel("Something to remember").fill("I want amounts in euros");
  await page.getByRole("button", { name: "Add" }).click();
  const list = page.getByRole("list", { name: "Memories" });
  await list.getByRole("button", { name: "Edit: I want amounts in euros" }).click();
  await list.getByLabel("Fact").fill("I want amounts in francs");
  await list.getByRole("button", { name: "Save" }).click();
  await expect(list).toContainText("francs");
  await expectAccessible(page);
  await page.getByLabel("Something to remember").fill("I start at 7");
  await page.getByRole("button", { name: "Add" }).click();
  await list.getByRole("button", { name: "Forget: I start at 7" }).click();
  await page.getByRole("dialog", { name: "Forget this fact?" }).getByRole("button", { name: "Forget" }).click();
  await expect(list).not.toContainText("I start at 7");
  await page.getByRole("switch").click();
  await expect(page.getByLabel("Something to remember")).toBeHidden();
  await page.getByRole("button", { name: "Erase all" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Erase all" }).click();
  await expect(page.getByText("Agents know nothing about you yet")).toBeVisible();
  await expectNoSidewaysScroll(page, 390);
});
