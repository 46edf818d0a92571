/** How the conversation page feels under the fingers: where the focus goes, what keys do, what stays. On the offline provider. */
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/organization";

const field = (page: Page) => page.getByRole("textbox", { name: "Message", exact: true });
const answers = (page: Page) => page.getByRole("article", { name: "Assistant answered" });

async function ask(page: Page, question: string): Promise<void> {
  await field(page).fill(question);
  await page.keyboard.press("Enter");
}

test("the focus comes back to the message: after an example, an edit, another answer, and by /", async ({ page }) => {
  await page.goto("/conversations");
  await page.getByRole("button", { name: /^Agent:/ }).click();
  await page.getByRole("menuitem", { name: /^Bookkeeper/ }).click();
  await expect(page.getByRole("list", { name: "Examples" })).toContainText("Split 1,000.00 EUR 70/30"); // what this agent is for
  await page.getByRole("button", { name: /^Agent:/ }).click();
  await page.getByRole("menuitem", { name: /^Assistant/ }).click();
  await page.getByRole("button", { name: "How many customers are there?" }).click();
  await expect(answers(page).first().getByRole("button", { name: "Copy answer" })).toBeVisible();
  await expect(field(page)).toBeFocused();

  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape"); // nothing is said differently
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("How many tasks are there?");
  await page.keyboard.press("Enter");
  await expect(field(page)).toBeFocused();
  await expect(answers(page)).toHaveCount(1);
  await expect(answers(page).getByRole("button", { name: "Ask again" })).toBeVisible();

  await page.keyboard.press("Tab"); // away from the field
  await page.keyboard.press("/");
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue("");
  await answers(page).getByRole("button", { name: "Ask again" }).click();
  await page.getByRole("menuitem", { name: "Same agent" }).click();
  await expect(field(page)).toBeFocused();
  await expect(answers(page).locator("time")).toBeVisible();
  await expectAccessible(page);
});

test("values typed into a proposal stay while the conversation goes on around them, and Cancel lets them go", async ({ page }) => {
  await page.goto("/conversations");
  await ask(page, "create a task to call Ernst Handel");
  const card = page.getByRole("region", { name: "Create task" });
  await card.getByRole("button", { name: "Edit…" }).click();
  const title = card.getByRole("textbox", { name: /^Title/ });
  await title.fill("Write to Ernst Handel");
  await ask(page, "how many tasks are there?");
  await expect(answers(page).last().getByRole("button", { name: "Copy answer" })).toBeVisible();
  await expect(title).toHaveValue("Write to Ernst Handel");
  await page.getByRole("link", { name: "Tasks", exact: true }).click(); // elsewhere, and back
  await page.goBack();
  await expect(title).toHaveValue("Write to Ernst Handel");
  await card.getByRole("button", { name: "Cancel" }).click();
  await card.getByRole("button", { name: "Edit…" }).click();
  await expect(title).toHaveValue(/^Call Ernst Handel/i);
});
