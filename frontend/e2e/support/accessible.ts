/** axe on a screen: no violation of WCAG 2.2 A and AA, in light and in dark, at desk and phone width. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze(); // there are no frames to visit
    const found = violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map((node) => `${node.target.join(" ")} (${node.any[0]?.message ?? node.failureSummary ?? ""})`).join("; ")}`);
    expect(found).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** Nothing is cut off and nothing scrolls sideways at this width (WCAG 1.4.10 asks for 320 px). */
export async function expectNoSidewaysScroll(page: Page, width = 320): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 800 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  if (before) await page.setViewportSize(before);
}
