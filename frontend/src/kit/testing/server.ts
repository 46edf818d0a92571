/** A server for unit tests: real requests, answered from handlers of the test. A request without a handler fails the test. */
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";

export function testServer() {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  return server;
}
