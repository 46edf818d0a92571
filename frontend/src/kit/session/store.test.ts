/** The life of a session in the browser. */
import { http, HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";
import { apiRequest } from "@/kit/api/request";
import { dropToken } from "@/kit/api/token";
import { readStored } from "@/kit/lib/stored";
import { testServer } from "@/kit/testing/server";
import { bootSession, can, type Me, sessionLost, signIn, signOut, useSession } from "./store";

const server = testServer();
const me: Me = {
  id: "u1",
  email: "ana@example.com",
  name: "Ana Trujillo",
  organization: { id: "o1", name: "Northwind", slug: "northwind" },
  organizations: [{ id: "o1", name: "Northwind", role: "user" }],
  role: "user",
  permissions: ["invoices:read"],
  locale: "de-DE",
  time_zone: "Europe/Berlin",
};
const grant = { access_token: "good", expires_in: 900 };

beforeEach(() => {
  dropToken();
  useSession.setState({ status: "booting", me: null });
});

function reachable() {
  server.use(
    http.post("*/api/v1/auth/login", async ({ request }) => {
      const { password } = (await request.json()) as { password: string };
      return password === "right" ? HttpResponse.json({ ...grant, user: me }) : HttpResponse.json({ detail: "E-mail or password is wrong." }, { status: 401 });
    }),
    http.get("*/api/v1/auth/me", ({ request }) => (request.headers.get("Authorization") === "Bearer good" ? HttpResponse.json(me) : new HttpResponse(null, { status: 401 }))),
    http.post("*/api/v1/auth/logout", () => new HttpResponse(null, { status: 204 })),
  );
}

test("a first visit asks the server nothing", async () => {
  await bootSession(); // a request would fail the test: there is no handler
  expect(useSession.getState().status).toBe("anonymous");
});

test("a browser that has had a session renews it at start", async () => {
  localStorage.setItem("groundwork.signed-in", "1");
  reachable();
  server.use(http.post("*/api/v1/auth/refresh", () => HttpResponse.json(grant)));
  await bootSession();
  expect(useSession.getState()).toMatchObject({ status: "signed-in", me: { name: "Ana Trujillo" } });
});

test("a connection that fails at start is tried again: nobody has to sign in for it", async () => {
  localStorage.setItem("groundwork.signed-in", "1");
  reachable();
  let tries = 0;
  server.use(http.post("*/api/v1/auth/refresh", () => ((tries += 1) === 1 ? HttpResponse.error() : tries === 2 ? HttpResponse.json({}, { status: 503 }) : HttpResponse.json(grant))));
  await bootSession();
  expect(useSession.getState().status).toBe("signed-in");
  expect(tries).toBe(3);
});

test("a session that is over leads to the sign-in screen", async () => {
  localStorage.setItem("groundwork.signed-in", "1");
  server.use(http.post("*/api/v1/auth/refresh", () => HttpResponse.json({}, { status: 401 })));
  await bootSession();
  expect(useSession.getState().status).toBe("anonymous");
});

test("a wrong password signs nobody in and says why", async () => {
  reachable();
  await expect(signIn("ana@example.com", "wrong")).rejects.toThrow("E-mail or password is wrong.");
  expect(useSession.getState().me).toBeNull();
});

test("signing out forgets the person and the hint", async () => {
  reachable();
  await signIn("ana@example.com", "right");
  expect(readStored("signed-in")).toBe("1");
  await signOut();
  expect(useSession.getState()).toMatchObject({ status: "anonymous", me: null });
  expect(readStored("signed-in")).toBeNull();
});

test("a lost session keeps the person on the page, and waiting work goes on after he has signed in", async () => {
  reachable();
  server.use(
    http.post("*/api/v1/auth/refresh", () => HttpResponse.json({}, { status: 401 })),
    http.put("*/api/v1/notes", ({ request }) => (request.headers.get("Authorization") === "Bearer good" ? HttpResponse.json({ saved: true }) : new HttpResponse(null, { status: 401 }))),
  );
  await signIn("ana@example.com", "right");
  const back = sessionLost();
  expect(useSession.getState()).toMatchObject({ status: "expired", me: { id: "u1" } });
  await signIn("ana@example.com", "right");
  expect(await back).toBe(true);
  expect(await apiRequest("PUT", "/notes", { body: {} })).toEqual({ saved: true });
});

test("a permission is had only when it is named; none is always had", () => {
  expect(can(me, "invoices:read")).toBe(true);
  expect(can(me, "invoices:write")).toBe(false);
  expect(can(me, undefined)).toBe(true);
  expect(can(null, "invoices:read")).toBe(false);
});
