/** What a form holds for each field, and the rules that turn it into what the API takes: zod schemas made from the metadata. */
import { z } from "@/kit/lib/zod";
import type { Money } from "@/kit/lib/format";
import { readStored } from "@/kit/lib/stored";
import type { FieldMeta } from "../meta";
import type { Values } from "../record";
import { parseAmount } from "./amount";

/** Where the currency that was last typed is kept. */
export const lastCurrency = "currency";

/** What an empty control holds; a field with a default starts with it. */
export function emptyInput(field: FieldMeta): unknown {
  if (field.default !== null && field.default !== undefined) return toInput(field, field.default);
  if (field.kind === "money") return { amount: "", currency: readStored(lastCurrency) ?? "USD" };
  if (field.kind === "boolean") return false;
  return ["date", "ref", "user", "enum", "status"].includes(field.kind) ? null : "";
}

/** What a control holds for a value of the API. */
export function toInput(field: FieldMeta, value: unknown): unknown {
  if (value === null || value === undefined) return field.default === null || field.default === undefined ? emptyInput(field) : emptyInput({ ...field, default: null });
  if (field.kind === "money") return { amount: (value as Money).amount, currency: (value as Money).currency };
  if (field.kind === "datetime") return localMoment(String(value));
  return field.kind === "boolean" ? value === true : String(value);
}

/** The schema of a form over these fields; its output is the body of a request. */
export function schemaOf(fields: FieldMeta[]): z.ZodType<Values, Values> {
  return z.object(Object.fromEntries(fields.map((field) => [field.name, ruleOf(field)]))) as unknown as z.ZodType<Values, Values>;
}

/** One control's input as the API's value, or what is wrong with it. */
export function readInput(field: FieldMeta, input: unknown): { value: unknown } | { problem: string } {
  const read = ruleOf(field).safeParse(input);
  return read.success ? { value: read.data } : { problem: read.error.issues[0]?.message ?? "This value is not valid" };
}

function ruleOf(field: FieldMeta): z.ZodType {
  switch (field.kind) {
    case "money":
      return moneyRule(field);
    case "integer":
    case "decimal":
      return numberRule(field);
    case "boolean":
      return z.boolean();
    case "date":
    case "datetime":
    case "ref":
    case "user":
    case "enum":
    case "status":
      return chosenRule(field);
    default:
      return textRule(field);
  }
}

const formats: Partial<Record<FieldMeta["kind"], [RegExp, string]>> = {
  email: [/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, "This is not an e-mail address, such as name@example.com"],
  url: [/^https?:\/\/\S+$/, "This is not a web address, such as https://example.com"],
};

const needed = (field: FieldMeta) => `${field.label} is needed`;

function textRule(field: FieldMeta): z.ZodType {
  let rule = z.string().trim();
  if (field.required) rule = rule.min(1, needed(field));
  if (field.max !== null) rule = rule.max(field.max, `At most ${field.max} characters`);
  const [pattern, problem] = formats[field.kind] ?? [];
  const formed = pattern ? rule.refine((text) => text === "" || pattern.test(text), problem) : rule;
  return formed.transform((text) => (text === "" ? null : text));
}

function chosenRule(field: FieldMeta): z.ZodType {
  const rule = z.string().nullable().transform((value) => value || null);
  const filled = field.required ? rule.refine((value) => value !== null, needed(field)) : rule;
  return field.kind === "datetime" ? filled.transform((value) => value && new Date(value).toISOString()) : filled;
}

function numberRule(field: FieldMeta): z.ZodType {
  return z.string().transform((text, context) => {
    const number = parseAmount(text);
    const problem = text.trim() === "" ? (field.required ? needed(field) : null) : number === null || (field.kind === "integer" && !/^-?\d+$/.test(number)) ? "This is not a number" : null;
    if (problem) context.addIssue({ code: "custom", message: problem });
    if (text.trim() === "") return null;
    return field.kind === "integer" ? Number(number) : number;
  });
}

function moneyRule(field: FieldMeta): z.ZodType {
  return z.object({ amount: z.string(), currency: z.string() }).transform((money, context) => {
    const amount = parseAmount(money.amount);
    const problem = moneyProblem(field, money, amount);
    if (problem) context.addIssue({ code: "custom", message: problem });
    return money.amount.trim() === "" ? null : { amount, currency: money.currency };
  });
}

function moneyProblem(field: FieldMeta, money: Money, amount: string | null): string | null {
  if (money.amount.trim() === "") return field.required ? needed(field) : null;
  if (amount === null) return "This is not an amount, such as 1,234.50";
  if (/\.\d{3,}$/.test(amount)) return "At most two decimals";
  return money.currency ? null : "Choose a currency";
}

/** A moment as `datetime-local` fields hold it: this device's zone, to the minute. */
function localMoment(moment: string): string {
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
