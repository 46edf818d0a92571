/** What a form holds for each field, and the rules that turn it into what the API takes. Each kind is described in `rules.ts`. */
import { z } from "@/kit/lib/zod";
import { today } from "@/kit/lib/zoned";
import { useSession } from "@/kit/session/store";
import type { FieldMeta } from "../meta";
import type { Values } from "../record";
import { rules } from "./rules";

/** What an empty control holds; a field with a default starts with it. */
export function emptyInput(field: FieldMeta): unknown {
  if (field.default !== null && field.default !== undefined) return toInput(field, defaultOf(field));
  return rules[field.kind].empty(field);
}

/** The value behind `@today`, `@now` and `@me`; any other default is a value already. */
function defaultOf({ kind, default: given }: FieldMeta): unknown {
  if (given === "@me") return useSession.getState().me?.id ?? null;
  if (given === "@today") return kind === "datetime" ? `${today()}T00:00:00Z` : today();
  if (given === "@now") return kind === "date" ? today() : new Date().toISOString();
  return given;
}

/** What a control holds for a value of the API. */
export function toInput(field: FieldMeta, value: unknown): unknown {
  return value === null || value === undefined ? rules[field.kind].empty(field) : rules[field.kind].hold(value);
}

/** The schema of a form over these fields; its output is the body of a request. */
export function schemaOf(fields: FieldMeta[]): z.ZodType<Values, Values> {
  return z.object(Object.fromEntries(fields.map((field) => [field.name, rules[field.kind].rule(field)]))) as unknown as z.ZodType<Values, Values>;
}

/** One control's input as the API's value, or what is wrong with it. */
export function readInput(field: FieldMeta, input: unknown): { value: unknown } | { problem: string } {
  const read = rules[field.kind].rule(field).safeParse(input);
  return read.success ? { value: read.data } : { problem: read.error.issues[0]?.message ?? "This value is not valid" };
}
