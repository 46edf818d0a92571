/** Where things are once the page has come to rest: a place that is read while something still opens, closes or loads is wrong a moment later. */
import type { Locator } from "@playwright/test";

export type Box = NonNullable<Awaited<ReturnType<Locator["boundingBox"]>>>;

/** The place of an element that is in view, does not move from frame to frame and has nothing over it. */
export async function settledBox(element: Locator): Promise<Box> {
  await element.hover({ trial: true });
  const box = await element.boundingBox();
  if (!box) throw new Error("it is not in view");
  return box;
}
