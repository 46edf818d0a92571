/** Renewal of the access token: one for many calls, repeated requests, nothing lost when the session is over. */
import { delay, http, HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";
import { testServer } from "@/kit/testing/server";
import { ApiError } from "./errors";
import { apiRequest, idempotent } from "./request";
import { dropToken, heldToken, holdToken, onSessionLost } from "./token";

const server = testServer();
let refreshes = 0;

/** A server that accepts only `good`, and gives it to whoever refreshes. */
function rotating({ refused = false } = {}) {
  server.use(
    http.post("*/api/v1/auth/refresh", async ({ request }) => {
      refreshes += 1;
      expect(request.headers.get("X-Session")).toBe("cookie");
      await delay(20);
      return refused ? HttpResponse.json({ title: "Unauthorized" }, { status: 401 }) : HttpResponse.json({ access_token: "good", expires_in: 900 });
    }),
    http.all("*/api/v1/things", async ({ request }) => {
      if (request.headers.get("Authorization") !== "Bearer good") return HttpResponse.json({ title: "Unauthorized" }, { status: 401 });
      const body = request.method === "POST" ? await request.json() : null;
      return HttpResponse.json({ body, key: request.headers.get("Idempotency-Key") });
    }),
  );
}

beforeEach(() => {
  refreshes = 0;
  dropToken();
  onSessionLost(() => Promise.resolve(false));
});

test("many refused calls cost one refresh and all succeed", async () => {
  rotating();
  holdToken({ access_token: "spent", expires_in: 900 });
  const answers = await Promise.all(Array.from({ length: 5 }, () => apiRequest<{ body: null }>("GET", "/things")));
  expect(answers).toHaveLength(5);
  expect(refreshes).toBe(1);
  expect(heldToken()).toBe("good");
});

test("a token that is about to expire is renewed before it is used", async () => {
  rotating();
  holdToken({ access_token: "old", expires_in: 2 });
  await apiRequest("GET", "/things");
  expect(refreshes).toBe(1);
});

test("a repeated POST carries its body and its key again", async () => {
  rotating();
  holdToken({ access_token: "spent", expires_in: 900 });
  const answer = await apiRequest("POST", "/things", { body: { name: "Ana" }, headers: idempotent("key-1") });
  expect(answer).toEqual({ body: { name: "Ana" }, key: "key-1" });
});

test("when the session is over, a request waits until the person has signed in again", async () => {
  rotating({ refused: true });
  holdToken({ access_token: "spent", expires_in: 900 });
  let asked = 0;
  onSessionLost(async () => {
    asked += 1;
    await delay(10);
    holdToken({ access_token: "good", expires_in: 900 });
    return true;
  });
  const saved = await Promise.all([apiRequest("POST", "/things", { body: { text: "typed" } }), apiRequest("GET", "/things")]);
  expect(saved[0]).toMatchObject({ body: { text: "typed" } });
  expect(asked).toBe(1);
});

test("when nobody signs in again, the request fails as unauthorised", async () => {
  rotating({ refused: true });
  holdToken({ access_token: "spent", expires_in: 900 });
  await expect(apiRequest("GET", "/things")).rejects.toMatchObject({ status: 401 });
});

test("an unreachable server signs nobody out", async () => {
  server.use(http.post("*/api/v1/auth/refresh", () => HttpResponse.error()), http.get("*/api/v1/things", () => new HttpResponse(null, { status: 401 })));
  holdToken({ access_token: "spent", expires_in: 900 });
  await expect(apiRequest("GET", "/things")).rejects.toMatchObject({ status: 0 });
  expect(heldToken()).toBe("spent");
});

test("problem details arrive as an ApiError with field messages and request id", async () => {
  server.use(
    http.post("*/api/v1/things", () =>
      HttpResponse.json(
        { title: "Invalid", status: 422, detail: "2 values are invalid", request_id: "r-7", errors: [{ loc: ["body", "total", "amount"], msg: "not a number", type: "decimal" }] },
        { status: 422, headers: { "Content-Type": "application/problem+json" } },
      ),
    ),
  );
  const error = await apiRequest("POST", "/things", { body: {} }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 422, requestId: "r-7", detail: "2 values are invalid" });
  expect((error as ApiError).fieldErrors()).toEqual({ "total.amount": "Not a number" });
});

test("search parameters repeat for lists and leave out what is not set", async () => {
  server.use(http.get("*/api/v1/things", ({ request }) => HttpResponse.json({ search: new URL(request.url).search })));
  const answer = await apiRequest("GET", "/things", { query: { having: ["a:1", "b:2"], q: null, cursor: undefined, count: true } });
  expect(answer).toEqual({ search: "?having=a%3A1&having=b%3A2&count=true" });
});
