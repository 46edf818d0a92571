import { beforeEach, expect, test } from "vitest";
import { queryClient } from "@/kit/api/query";
import { type EntityChanged, refreshFor } from "./refresh";

const change = (type: string): EntityChanged => ({ id: "e1", at: "2026-11-20T12:00:00Z", entity_type: type, entity_id: "r1", action: "updated", version: 2 });
const outOfDate = (key: unknown[]) => queryClient.getQueryState(key)?.isInvalidated;

beforeEach(() => {
  queryClient.clear();
  for (const key of [["entity", "invoices", "list"], ["entity", "customers", "list"], ["notifications", "unread-count"]]) queryClient.setQueryData(key, {});
});

test("a changed record makes the queries of its kind out of date, and no others", async () => {
  refreshFor("entity.changed", change("invoices"));
  await expect.poll(() => outOfDate(["entity", "invoices", "list"])).toBe(true);
  expect(outOfDate(["entity", "customers", "list"])).toBe(false);
  expect(outOfDate(["notifications", "unread-count"])).toBe(false);
});

test("a thousand changes in a moment cost one refresh", async () => {
  let refreshes = 0;
  const stop = queryClient.getQueryCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "invalidate") refreshes += 1;
  });
  for (let count = 0; count < 1000; count += 1) refreshFor("entity.changed", change("invoices"));
  await expect.poll(() => outOfDate(["entity", "invoices", "list"])).toBe(true);
  stop();
  expect(refreshes).toBe(1);
});

test("a notification refreshes the bell", async () => {
  refreshFor("notification", { id: "n1", at: "2026-11-20T12:00:00Z" });
  await expect.poll(() => outOfDate(["notifications", "unread-count"])).toBe(true);
});

test("events that the server itself has missed make everything out of date", () => {
  refreshFor("resync", { id: "s1", at: "2026-11-20T12:00:00Z" });
  for (const key of [["entity", "invoices", "list"], ["entity", "customers", "list"], ["notifications", "unread-count"]]) expect(outOfDate(key)).toBe(true);
});
