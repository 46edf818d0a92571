/** `npm run bench`: what the conversation page costs while an answer streams at 200 tokens a second, beside a bare page that appends the same text. */
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";
import { answer } from "./answer";
import { type Cost, costOf } from "./cost";
import { message, type Standin, standin } from "./standin";

/** CPU beside the bare page. Frames are only printed: on a busy machine they tell more of it than of the page (33 ms is what they should be). */
const most = 3;

const history = Array.from({ length: 40 }, (_, at) => message(`old-${at}`, at % 2 ? "assistant" : "user", at % 2 ? answer.slice(0, 900) : "How do the invoices stand?"));

/** A conversation with `past` messages, whose next answer comes from the stand-in. */
async function opened(page: Page, id: string, past: number, server: Standin, group: number): Promise<void> {
  let asked = false;
  await page.route(`**/api/v1/conversations/${id}/messages**`, (route) => {
    if (route.request().method() !== "POST") {
      const items = asked ? [message("answer", "assistant", answer)] : [];
      return route.fulfill({ json: { items: [...history.slice(history.length - past), ...items], next_cursor: null } });
    }
    asked = true;
    return route.continue({ url: `${server.url}/stream?group=${group}` });
  });
  await page.goto(`/conversations/${id}`);
  await expect(page.getByRole("textbox", { name: "Message" })).toBeFocused();
}

async function streamed(page: Page, server: Standin, ask: () => Promise<unknown>): Promise<Cost> {
  const { begun, ended } = server.next();
  await ask();
  await begun;
  return costOf(page, ended);
}

function line(name: string, cost: Cost, reference: Cost): string {
  const whole = (value: number) => value.toFixed(0).padStart(5);
  return `${name.padEnd(34)}${whole(cost.main)} ms/s main (script ${whole(cost.script)}, layout ${whole(cost.layout)}), process ${whole(cost.process)} | ${(cost.main / reference.main).toFixed(1).padStart(5)} × bare | frames p50 ${cost.p50.toFixed(0)} p95 ${cost.p95.toFixed(0)} ms | long tasks ${cost.longTasks}, longest ${cost.longest.toFixed(0)} ms`;
}

test("an answer at 200 tokens a second", async ({ page, api, browser }) => {
  test.setTimeout(240_000);
  const server = await standin();
  const bare = await browser.newPage();
  await bare.goto(server.url);
  const reference = await streamed(bare, server, () => bare.evaluate("void begin('/stream?group=1')"));
  await bare.close();
  console.log(`\n${line("bare page", reference, reference)}`);
  const { id } = await api.post<{ id: string }>("/conversations", { agent: "assistant" });
  const cases = [
    { name: "empty conversation, 200 events/s", past: 0, group: 1 },
    { name: "empty conversation, 25 events/s", past: 0, group: 8 },
    { name: "40 messages before, 200 events/s", past: 40, group: 1 },
  ];
  const found: Cost[] = [];
  for (const { name, past, group } of cases) {
    await page.unrouteAll();
    await opened(page, id, past, server, group);
    const cost = await streamed(page, server, async () => {
      await page.keyboard.type("long");
      await page.keyboard.press("Enter");
    });
    console.log(line(name, cost, reference));
    found.push(cost);
  }
  await server.close();
  for (const cost of found) expect.soft(cost.main / reference.main, "CPU beside the bare page").toBeLessThanOrEqual(most);
});
