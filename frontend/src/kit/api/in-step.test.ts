/** The generated client knows exactly the operations that the backend describes; `npm run api` makes it anew. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Description {
  paths: Record<string, Record<string, { operationId?: string }>>;
}

const description = JSON.parse(readFileSync("../docs/reference/openapi.json", "utf8")) as Description;
const client = readFileSync("src/kit/api/generated/sdk.gen.ts", "utf8");

test("client and description are in step", () => {
  const described = Object.entries(description.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
  const known = [...client.matchAll(/client\)(?:\.sse)?\.(get|post|put|patch|delete)<[\s\S]*?url: '([^']+)'/g)].map((match) => `${match[1]} ${match[2]}`);
  expect(known.toSorted()).toEqual(described.toSorted());
});
