/** What a page costs while something happens on it. CPU time, not the clock, so that a busy machine measures the same. */
import type { Page } from "@playwright/test";

export interface Cost {
  /** Milliseconds of CPU for each second: of the page's main thread, of which script and layout; and of its whole process. */
  main: number;
  script: number;
  layout: number;
  process: number;
  /** Milliseconds between frames, and tasks over 50 ms (by the clock). */
  p50: number;
  p95: number;
  longTasks: number;
  longest: number;
  seconds: number;
}

interface Watched {
  frames: number[];
  long: number[];
}

/** Measures from now until `ended`. */
export async function costOf(page: Page, ended: Promise<void>): Promise<Cost> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const read = async () => Object.fromEntries((await session.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]));
  await watchFrames(page);
  const [before, begun] = [await read(), performance.now()];
  await ended;
  const [after, seconds] = [await read(), (performance.now() - begun) / 1000];
  const { frames, long } = await page.evaluate(() => (window as unknown as { watched: Watched }).watched);
  await session.detach();
  const spent = (...names: string[]) => (names.reduce((sum, name) => sum + (after[name] ?? 0) - (before[name] ?? 0), 0) * 1000) / seconds;
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { main: spent("ThreadTime") || spent("TaskDuration"), script: spent("ScriptDuration"), layout: spent("LayoutDuration", "RecalcStyleDuration"), process: spent("ProcessTime"), p50: at(0.5), p95: at(0.95), longTasks: long.length, longest: Math.max(0, ...long), seconds };
}

async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched: Watched = { frames: [], long: [] };
    let before = performance.now();
    const frame = (now: number) => {
      watched.frames.push(now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => watched.long.push(...list.getEntries().map((one) => one.duration))).observe({ type: "longtask" });
    Object.assign(window, { watched });
  });
}
