import { expect, test } from "vitest";
import { customers } from "@/kit/testing/entities";
import type { EntityRecord } from "../record";
import { chosenValues, contested, firstChoice } from "./choices";

const record = (values: object): EntityRecord => ({ id: "1", version: 1, created_at: "", updated_at: "", deleted_at: null, ...values });
const stays = record({ code: "A", name: "Ernst", city: null, status: "lead", country: "Austria" });
const other = record({ code: "B", name: "Ernst", city: "Graz", status: "active", country: "Austria" });

test("only fields that differ are asked for, and never the status", () => {
  expect(contested(customers, [stays, other]).map((one) => one.field.name)).toEqual(["code", "city"]);
});

test("the record that stays keeps what it has, and gets what it lacks", () => {
  const fields = contested(customers, [stays, record({}), other]);
  expect(Object.fromEntries(fields.map((one) => [one.field.name, firstChoice(one)]))).toMatchObject({ code: 0, city: 2 });
  expect(chosenValues(contested(customers, [stays, other]), {})).toEqual({ city: "Graz" });
});

test("what is chosen is sent, also when it is nothing", () => {
  const fields = contested(customers, [stays, other]);
  expect(chosenValues(fields, { code: 1, city: 0 })).toEqual({ code: "B" });
  expect(chosenValues(contested(customers, [other, stays]), { city: 1 })).toEqual({ city: null });
});
