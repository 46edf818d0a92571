/** What agents propose: another role decides in the inbox, and takes it back; several are decided together by keys. */
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { Api, newPerson, type Person } from "./support/api";
import { expect, test } from "./support/organization";

test.describe.configure({ timeout: 90_000 });

/** An agent whose changes of customers are for administrators to approve. */
async function makeClerk(api: Api): Promise<void> {
  await api.post("/agents", {
    name: "clerk",
    label: "Clerk",
    role: "You keep the list of customers.",
    expertise: ["customer"],
    tools: ["records:read", "records:write"],
    policies: [{ tool: "*_customer*", approver: "admin" }],
  });
}

/** Lets an agent propose a change in a conversation of this person; its address. */
async function propose(baseURL: string, person: Person, text: string, agent = "clerk"): Promise<string> {
  const api = await Api.as(baseURL, person);
  const { id } = await api.post<{ id: string }>("/conversations", { agent });
  await api.post(`/conversations/${id}/messages`, { content: text });
  await api.close();
  return `/conversations/${id}`;
}

const rows = (page: Page) => page.getByRole("list", { name: "Waiting approvals" }).getByRole("listitem");

test("somebody with another role approves, and takes it back", async ({ page, api, baseURL, openAs }) => {
  const customer = await api.post<{ id: string }>("/customers", { code: "ERNSH", name: "Ernst Handel", city: "Graz", status: "active" });
  await makeClerk(api);
  const ida = await newPerson(api);
  const talk = await propose(baseURL ?? "", ida, "set the city of Ernst Handel to Linz");
  const hers = await openAs(ida);
  await hers.goto(talk);
  await expect(hers.getByText("Waits for an admin").first()).toBeVisible();
  await expect(hers.getByRole("button", { name: "Approve" })).toHaveCount(0);

  await page.goto("/approvals");
  await expect(page.getByRole("link", { name: /Approvals.*1/ })).toBeVisible(); // the badge
  await rows(page).getByRole("button").first().click();
  const card = page.getByRole("region", { name: /Ernst Handel/ });
  await expect(card).toContainText("Graz");
  await expect(card).toContainText("Linz");
  await expect(card).toContainText(`for ${ida.name}`);
  await expect(card).toContainText("only they can read");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page, 360);
  await card.getByRole("button", { name: "Approve" }).click();
  await expect(card).toContainText("Done"); // stays in sight with its outcome
  await expect(card.getByRole("link", { name: "Open the record" })).toBeVisible();
  await expect(hers.getByText("Done", { exact: true }).first()).toBeVisible(); // told live
  expect((await api.get<{ city: string }>(`/customers/${customer.id}`)).city).toBe("Linz");

  await page.getByRole("tab", { name: "Settled" }).click();
  await page.getByRole("list", { name: "Settled approvals" }).getByRole("button").first().click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/^Undone:/)).toBeVisible();
  await expect(page.getByRole("list", { name: "Settled approvals" })).toContainText("Undone");
  expect((await api.get<{ city: string }>(`/customers/${customer.id}`)).city).toBe("Graz");
});

test("keys go through the list, other values are approved, several are decided together", async ({ page, person, api, baseURL }) => {
  const customer = await api.post<{ id: string }>("/customers", { code: "QUICK", name: "QUICK-Stop", city: "Cunewalde", status: "active" });
  if (person) for (const text of ["set the city of QUICK-Stop to Bonn", "create a task: call QUICK-Stop", "create a task: send the offer"]) await propose(baseURL ?? "", person, text, "assistant");
  await page.goto("/approvals");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("k"); // the last one: the oldest
  await page.keyboard.press("e");
  const city = page.getByRole("textbox", { name: "City" });
  await expect(city).toHaveValue("Bonn");
  await city.fill("Köln");
  await page.getByRole("button", { name: "Approve these values" }).click();
  await expect(rows(page).first()).toContainText("Done");
  await expect(rows(page)).toHaveCount(3); // two that wait, and what was just decided
  expect((await api.get<{ city: string }>(`/customers/${customer.id}`)).city).toBe("Köln");

  await page.getByRole("checkbox", { name: "Select all" }).click();
  await page.getByRole("button", { name: "Approve 2" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(page.getByRole("heading", { name: "Approved 2 of 2" })).toBeVisible();
  await expectAccessible(page);
  expect((await api.get<{ items: unknown[] }>("/tasks")).items).toHaveLength(2);
});
