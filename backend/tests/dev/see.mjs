// Opens the running product in a browser, signs in, goes to a screen by the navigation and waits for a text: node see.mjs URL EMAIL PASSWORD LINK TEXT
import { createRequire } from "node:module";

const { chromium } = createRequire(`${process.cwd()}/`)("@playwright/test");
const [url, email, password, link, text] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ baseURL: url });
  await page.goto("/");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation").getByRole("link", { name: link }).first().click();
  await page.getByText(text).first().waitFor({ timeout: 20_000 });
} finally {
  await browser.close();
}
