/** How an answer came about: from the answer to its tree, by keyboard, and the list with its filters in the address. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { expect, test } from "./support/organization";

test.describe.configure({ timeout: 60_000 });

test("an answer leads to its trace; the tree is walked by keyboard, its files are downloaded", async ({ page }) => {
  await page.goto("/conversations");
  await expect(page.getByRole("textbox", { name: "Message" })).toBeFocused();
  await page.keyboard.type("how many customers do we have?");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "How this was answered" }).click();
  const tree = page.getByRole("tree", { name: "Steps" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("how many customers do we have?");
  await expect(tree.getByRole("treeitem", { level: 1 })).toHaveAccessibleName(/^Turn, took/);
  const decision = tree.getByRole("treeitem", { name: /^Decision Understood/ });
  await expect(decision).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press("j");
  await expect(page).toHaveURL(/step=2/);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await expect(tree.getByRole("treeitem")).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  await decision.click();
  await expect(page.getByRole("region", { name: "The chosen step" }).getByRole("heading", { level: 2 })).toHaveText("Understood");
  await expect(page.getByText("A question about records").last()).toBeVisible();

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download zip" }).click();
  expect((await saved).suggestedFilename()).toMatch(/^trace-.*\.zip$/);
  await expectNoSidewaysScroll(page);
});

test("the list keeps its filters in the address", async ({ page, api }) => {
  const { id } = await api.post<{ id: string }>("/conversations", { agent: "assistant" });
  await api.post(`/conversations/${id}/messages`, { content: "which customers are new?" });
  await page.goto("/traces");
  await expect(page.getByRole("link", { name: "which customers are new?" })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 }); // on a phone both days stand in one row
  const [from, to] = await Promise.all(["From", "To"].map((name) => page.getByLabel(name, { exact: true }).boundingBox()));
  expect(from?.y).toBe(to?.y);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("combobox", { name: "How it ended" }).click();
  await page.getByRole("option", { name: "Failed" }).click();
  await expect(page).toHaveURL(/status=failed/);
  await expect(page.getByText("No traces match these filters")).toBeVisible();
  await page.reload();
  await expect(page.getByText("No traces match these filters")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("link", { name: "which customers are new?" }).click();
  await expect(page.getByRole("tree", { name: "Steps" })).toBeVisible();
  await expectNoSidewaysScroll(page);
});
