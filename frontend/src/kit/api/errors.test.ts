import { expect, test } from "vitest";
import { ApiError, messageOf } from "./errors";

const refused = (...loc: (string | number)[]) => new ApiError(422, { title: "Not valid", errors: [{ loc, msg: "there is no tool called x", type: "value_error" }] });

test("what is wrong is told with the field it stands in, not with its place in a list", () => {
  expect(messageOf(refused("body", "tools", 1))).toBe("Tools: there is no tool called x");
  expect(messageOf(refused("body", "models", "standard"))).toBe("Standard: there is no tool called x");
});
