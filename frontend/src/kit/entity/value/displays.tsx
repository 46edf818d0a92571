/** How each kind looks where there is one line for it: in tables, on cards, in old → new. A new kind is one line here. */
import { type ComponentType, lazy, Suspense } from "react";
import type { Money as MoneyValue } from "@/kit/lib/format";
import { DateText, Money, NumberText, RelativeTime } from "@/kit/ui/figures";
import { Pill } from "@/kit/ui/pill";
import { choiceLabel, type FieldKind } from "../meta";
import type { DisplayProps } from "../overrides";

type Display = ComponentType<DisplayProps>;

const load = () => import("./Rare");
const Later = lazy(load);
void load().catch(() => undefined); // on its way with the first list; until then values stand there as bare words
const Rare: Display = (props) => <Suspense fallback={bare(props.value)}><Later {...props} /></Suspense>;

function bare(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? value.filter((one) => typeof one === "string").join(", ") : String((value as { name?: unknown }).name ?? "…");
}

/** Nothing to show: also a list without anything in it. */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

const Words: Display = ({ value }) => (typeof value === "string" ? value : JSON.stringify(value));
const Figure: Display = (props) => (props.field.unit || props.field.kind === "decimal" ? <Rare {...props} /> : <NumberText value={props.value as number} />);
const Choice: Display = ({ field, value }) => choiceLabel(field, String(value));

export const displays: Record<FieldKind, Display> = {
  text: Words, email: Words, url: Words, phone: Words, ref: Words, user: Words,
  integer: Figure, decimal: Figure, percent: Rare, long_text: Rare, tags: Rare, refs: Rare, json: Rare, file: Rare, image: Rare,
  money: ({ value }) => <Money value={value as MoneyValue} />,
  boolean: ({ value }) => (value === true ? "Yes" : "No"),
  date: ({ value }) => <DateText value={value as string} />,
  datetime: ({ value }) => <RelativeTime value={value as string} />,
  enum: Choice,
  status: ({ field, value }) => <Pill status={String(value)} label={choiceLabel(field, String(value))} />,
};
