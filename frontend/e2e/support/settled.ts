/** Where things are once the page has come to rest: a place that is read while something still opens, closes or loads is wrong a moment later. */
import { expect, type Locator } from "@playwright/test";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The place of an element that has not moved for a tenth of a second. */
export async function settledBox(element: Locator): Promise<Box> {
  let [before, now]: (Box | null)[] = [null, null];
  const still = async () => {
    [before, now] = [now, await element.boundingBox()];
    return now !== null && JSON.stringify(before) === JSON.stringify(now);
  };
  await expect.poll(still, { message: "it is in view and does not move", intervals: [100] }).toBe(true);
  if (!now) throw new Error("it is not in view");
  return now;
}
