/** A person in an agent's stead, in two browsers: ask, take over, answer, give back. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { Api, newPerson } from "./support/api";
import { expect, test } from "./support/organization";

test.describe.configure({ timeout: 90_000 });

test("ask for a person, take over, answer, give back with a note", async ({ page, api, baseURL, openAs }) => {
  const ida = await newPerson(api);
  const asking = await Api.as(baseURL ?? "", ida);
  const { id } = await asking.post<{ id: string }>("/conversations", { agent: "assistant" });
  await asking.post(`/conversations/${id}/messages`, { content: "how many customers are there?" });
  const hers = await openAs(ida);
  await hers.goto(`/conversations/${id}`);
  await page.goto("/hand-overs");
  await expect(page.getByText("Nobody waits for a person")).toBeVisible();

  await asking.post(`/conversations/${id}/hand-over`, { reason: "A question of price" });
  await expect(hers.getByText("A person has been asked to answer here.")).toBeVisible();
  const row = page.getByRole("list", { name: "Hand-overs" }).getByRole("listitem");
  await expect(row).toContainText(ida.name); // told live
  await expect(row).toContainText("A question of price");
  await expect(row).toContainText("how many customers are there?");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page, 360);
  await row.getByRole("button", { name: /^Take over/ }).click();
  await expect(page).toHaveURL(new RegExp(`/conversations/${id}`));
  await expect(page.getByText("You have the word here")).toBeVisible();
  await expect(hers.getByText(/has the word here; the agents are silent/)).toBeVisible();

  await page.getByRole("textbox", { name: "Message" }).fill("I can give you 5 %.");
  await page.keyboard.press("Enter");
  await expect(hers.getByText("I can give you 5 %.", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Back to the agent" }).click();
  await page.getByRole("textbox", { name: "Note for the agent" }).fill("She gets 5 %.");
  await page.getByRole("button", { name: "Give back" }).click();
  await expect(page).toHaveURL(/\/hand-overs$/);
  await expect(page.getByText("Nobody waits for a person")).toBeVisible();
  await expect(hers.getByText("Note for the agents: She gets 5 %.", { exact: true })).toBeVisible();
  await expect(hers.getByText(/has the word here/)).toHaveCount(0);
  await asking.close();
});
