/** Each kind of field in a form: what its control holds when empty, for a value, and when that is right. A new kind is one line here. */
import { z } from "@/kit/lib/zod";
import { formatDate, formatDateTime, formatNumber, type Money } from "@/kit/lib/format";
import { readStored } from "@/kit/lib/stored";
import { fromWallClock, today, toWallClock } from "@/kit/lib/zoned";
import type { FieldKind, FieldMeta } from "../meta";
import { parseAmount } from "./amount";

export interface KindRule {
  /** What an empty control holds. */
  empty: (field: FieldMeta) => unknown;
  /** What the control holds for a value of the API. */
  hold: (value: unknown) => unknown;
  /** From what it holds to the API's value. */
  rule: (field: FieldMeta) => z.ZodType;
}

/** Where the currency that was last typed is kept. */
export const lastCurrency = "currency";
/** What the control of a file holds while it is on its way. */
export const uploading = "uploading";

const needed = (field: FieldMeta) => `${field.label} is needed`;
const nothing = () => null;
const same = (value: unknown) => value;

/** A rule from a function that gives the value, or says what is wrong by throwing a `Wrong`. */
class Wrong extends Error {}
function reading(field: FieldMeta, read: (input: unknown) => unknown): z.ZodType {
  return z.unknown().transform((input, context) => {
    try {
      const value = read(input);
      if (value === null && field.required) throw new Wrong(needed(field));
      return value;
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      context.addIssue({ code: "custom", message: error.message });
      return z.NEVER;
    }
  });
}

const formats: Partial<Record<FieldKind, [RegExp, string]>> = {
  email: [/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, "This is not an e-mail address, such as name@example.com"],
  url: [/^https?:\/\/[^\s/]+\S*$/, "This is not a web address, such as https://example.com"],
};

function readText(field: FieldMeta, input: unknown): string | null {
  const text = String(input).trim();
  if (text === "") return null;
  if (typeof field.max === "number" && text.length > field.max) throw new Wrong(`At most ${field.max} characters`);
  if (typeof field.min === "number" && text.length < field.min) throw new Wrong(`At least ${field.min} characters`);
  const [format, problem] = formats[field.kind] ?? [];
  if (format && !format.test(text)) throw new Wrong(problem);
  if (field.pattern && !matches(field.pattern, text)) throw new Wrong("This is not in the form that is expected");
  return text;
}

/** A pattern that this browser does not understand is left to the server. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "u").test(text);
  } catch {
    return true;
  }
}

function readNumber(field: FieldMeta, input: unknown): string | number | null {
  const text = String(input).replace(/\s*%$/, "").trim();
  if (text === "") return null;
  const number = parseAmount(text);
  if (number === null) throw new Wrong("This is not a number");
  if (field.kind === "integer" && !/^-?\d+$/.test(number)) throw new Wrong("This is not a whole number");
  const places = number.split(".")[1]?.length ?? 0;
  if (field.places !== null && places > field.places) throw new Wrong(field.places === 0 ? "This is not a whole number" : `At most ${field.places} decimal${field.places === 1 ? "" : "s"}`);
  within(field, Number(number), Number, (bound) => formatNumber(bound));
  return field.kind === "integer" ? Number(number) : number;
}

/** Refuses what is below the field's minimum or above its maximum. */
function within<T extends number | string>(field: FieldMeta, value: T, read: (bound: string) => T, show: (bound: string) => string): void {
  const [min, max] = [field.min, field.max].map((bound) => (bound === null ? null : bound === "@today" ? today() : bound === "@now" ? new Date().toISOString() : String(bound)));
  if (min && value < read(min)) throw new Wrong(`Must be ${show(min)} or ${typeof value === "string" ? "later" : "more"}`);
  if (max && value > read(max)) throw new Wrong(`Must be ${show(max)} or ${typeof value === "string" ? "earlier" : "less"}`);
}

function readMoney(field: FieldMeta, input: unknown): Money | null {
  const { amount: typed, currency } = input as Money;
  if (typed.trim() === "") return null;
  const amount = parseAmount(typed);
  if (amount === null) throw new Wrong("This is not an amount, such as 1,234.50");
  if (/\.\d{3,}$/.test(amount)) throw new Wrong("At most two decimals");
  if (!currency) throw new Wrong("Choose a currency");
  within(field, Number(amount), Number, (bound) => formatNumber(bound));
  return { amount, currency };
}

function readDate(field: FieldMeta, input: unknown): string | null {
  const day = typeof input === "string" && input ? input : null;
  if (day) within(field, day, (bound) => bound.slice(0, 10), formatDate);
  return day;
}

function readMoment(field: FieldMeta, input: unknown): string | null {
  if (typeof input !== "string" || input === "") return null;
  const moment = fromWallClock(input);
  if (!moment) throw new Wrong("This is not a date and time");
  within(field, moment, (bound) => new Date(bound).toISOString().replace(".000Z", "Z"), formatDateTime);
  return moment;
}

function readList(field: FieldMeta, input: unknown): string[] {
  const list = [...new Set((input as string[]).map((one) => one.trim()).filter(Boolean))];
  if (field.required && list.length === 0) throw new Wrong(needed(field));
  if (typeof field.max === "number" && list.length > field.max) throw new Wrong(`At most ${field.max}`);
  return list;
}

function readJson(_field: FieldMeta, input: unknown): unknown {
  const text = String(input).trim();
  if (text === "") return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Wrong(`This is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}`);
  }
  if (typeof value !== "object" || value === null) throw new Wrong("Write an object { … } or a list [ … ]");
  return value;
}

function readFile(_field: FieldMeta, input: unknown): unknown {
  if (input === uploading) throw new Wrong("The file is still on its way");
  return input;
}

const text: KindRule = { empty: () => "", hold: String, rule: (field) => reading(field, (input) => readText(field, input)) };
const number: KindRule = { empty: () => "", hold: String, rule: (field) => reading(field, (input) => readNumber(field, input)) };
const chosen: KindRule = { empty: nothing, hold: String, rule: (field) => reading(field, (input) => input || null) };
const list: KindRule = { empty: () => [], hold: same, rule: (field) => reading(field, (input) => readList(field, input)) };
const file: KindRule = { empty: nothing, hold: same, rule: (field) => reading(field, (input) => readFile(field, input)) };

/** A yes or no that may also be left open. */
export const isOpen = (field: FieldMeta) => field.nullable;

export const rules: Record<FieldKind, KindRule> = {
  text, long_text: text, email: text, url: text, phone: text,
  integer: number, decimal: number, percent: number,
  enum: chosen, status: chosen, user: chosen, ref: chosen,
  tags: list, refs: list, file, image: file,
  money: { empty: () => ({ amount: "", currency: readStored(lastCurrency) ?? "USD" }), hold: (value) => ({ ...(value as Money) }), rule: (field) => reading(field, (input) => readMoney(field, input)) },
  boolean: { empty: (field) => (isOpen(field) ? null : false), hold: same, rule: (field) => reading(field, same) },
  date: { ...chosen, rule: (field) => reading(field, (input) => readDate(field, input)) },
  datetime: { empty: () => "", hold: (value) => toWallClock(String(value)), rule: (field) => reading(field, (input) => readMoment(field, input)) },
  json: { empty: () => "", hold: (value) => JSON.stringify(value, null, 2), rule: (field) => reading(field, (input) => readJson(field, input)) },
};
