/** What a chat tells beside its words: colleagues' steps under the step that asked them, and the message that a search has found. */
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { expect, test } from "./support/organization";

test.describe.configure({ timeout: 60_000 });

const ask = (content: string, edits?: string) => ({ content, edits });

test("colleagues who were asked are shown with their steps, folded, also after a reload", async ({ page, api }) => {
  await api.post("/customers", { code: "ERNSH", name: "Ernst Handel", status: "active" });
  const { id } = await api.post<{ id: string }>("/conversations", { agent: "briefing" });
  await page.goto(`/conversations/${id}`);
  await page.getByRole("textbox", { name: "Message" }).fill("How many customers are there?");
  await page.keyboard.press("Enter");
  const answer = page.getByRole("article", { name: "Briefing answered" });
  await expect(answer.getByRole("button", { name: "Copy answer" })).toBeVisible();
  await page.reload();
  const line = answer.getByRole("button", { name: /^Asked the Assistant · \d step/ });
  await expect(line).toHaveAttribute("aria-expanded", "false");
  await line.press("Enter");
  const his = answer.getByRole("group", { name: "What the Assistant did" });
  await expect(his).toContainText("“How many customers are there?”");
  await expect(his.getByRole("button", { name: /customer/ }).first()).toBeVisible();
  await expect(answer.getByRole("button", { name: /^Asked the Data analyst/ })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page, 360);
});

test("a search hit opens the conversation at the message that has the words, on its version, by keyboard", async ({ page, api }) => {
  const { id } = await api.post<{ id: string }>("/conversations", { agent: "data_analyst" });
  await api.post(`/conversations/${id}/messages`, ask("zebra crossing"));
  for (let n = 0; n < 8; n += 1) await api.post(`/conversations/${id}/messages`, ask(`how many customers, time ${n}?`));
  const said = await api.get<{ items: { id: string }[] }>(`/conversations/${id}/messages`);
  await api.post(`/conversations/${id}/messages`, ask("something else", said.items[0]?.id)); // the zebra stands on another version now
  await page.goto("/conversations?q=zebra");
  const hit = page.getByRole("list").getByRole("link", { name: /zebra/ });
  await hit.press("Enter");
  await expect(page).toHaveURL(/\?message=/);
  const found = page.getByRole("article").filter({ hasText: "zebra crossing" });
  await expect(found).toBeFocused();
  await expect(found).toBeInViewport();
  await expect(found).toHaveAttribute("data-found", "");
  await expectAccessible(page);
  await expect(found).not.toHaveAttribute("data-found", "", { timeout: 10_000 });
  await expect(found).toBeInViewport();
});
