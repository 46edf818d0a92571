/** How each kind looks where there is one line for it: in tables, on cards, in old → new. A new kind is one line here. */
import type { ComponentType } from "react";
import { formatPercent, type Money as MoneyValue } from "@/kit/lib/format";
import { DateText, Money, NumberText, RelativeTime } from "@/kit/ui/figures";
import { Pill } from "@/kit/ui/pill";
import type { FileFacts } from "../files/upload";
import { choiceLabel, type FieldKind } from "../meta";
import type { DisplayProps } from "../overrides";
import { wordsOf } from "./LongText";

type Display = ComponentType<DisplayProps>;

/** Nothing to show: also a list without anything in it. */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

const Words: Display = ({ value }) => (typeof value === "string" ? value : JSON.stringify(value));

const Figure: Display = ({ field, value }) => {
  const digits = field.places === null ? { maximumFractionDigits: 20 } : { minimumFractionDigits: field.places, maximumFractionDigits: Math.max(field.places, 20) };
  const figure = <NumberText value={value as string | number} options={digits} className="whitespace-nowrap" />;
  return field.unit ? <span className="whitespace-nowrap tabular-nums">{figure} <span className="text-ink-2">{field.unit}</span></span> : figure;
};

const Tags: Display = ({ field, value, whole }) => {
  const tags = value as string[];
  const shown = whole ? tags : tags.slice(0, 3);
  return (
    <span className={whole ? "inline-flex flex-wrap gap-1" : "inline-flex max-w-full gap-1 overflow-hidden align-middle"} title={whole ? undefined : tags.join(", ")}>
      {shown.map((tag) => (
        <span key={tag} className="h-5 shrink-0 rounded-sm bg-n-4 px-1.5 text-xs/5">{tag}</span>
      ))}
      {tags.length > shown.length && <span className="text-xs/5 text-ink-2" aria-label={`and ${tags.length - shown.length} more ${field.label.toLowerCase()}`}>+{tags.length - shown.length}</span>}
    </span>
  );
};

const Choice: Display = ({ field, value }) => choiceLabel(field, String(value));

const File: Display = ({ value }) => (typeof value === "object" ? (value as FileFacts).name : "A file");

export const displays: Record<FieldKind, Display> = {
  text: Words, email: Words, url: Words, phone: Words, ref: Words, user: Words,
  long_text: ({ value }) => wordsOf(String(value)),
  integer: Figure, decimal: Figure,
  percent: ({ value }) => <span className="tabular-nums">{formatPercent(String(value))}</span>,
  money: ({ value }) => <Money value={value as MoneyValue} />,
  boolean: ({ value }) => (value === true ? "Yes" : "No"),
  date: ({ value }) => <DateText value={value as string} />,
  datetime: ({ value }) => <RelativeTime value={value as string} />,
  enum: Choice,
  status: ({ field, value }) => <Pill status={String(value)} label={choiceLabel(field, String(value))} />,
  tags: Tags, refs: ({ value }) => String((value as string[]).length),
  json: ({ value }) => <span className="font-mono text-xs">{JSON.stringify(value)}</span>,
  file: File, image: File,
};
