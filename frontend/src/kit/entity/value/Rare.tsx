import type { ComponentType } from "react";
import { formatPercent } from "@/kit/lib/format";
import { NumberText } from "@/kit/ui/figures";
import type { FileFacts } from "../files/upload";
import type { FieldKind } from "../meta";
import type { DisplayProps } from "../overrides";
import { wordsOf } from "./LongText";

type Display = ComponentType<DisplayProps>;

const Measured: Display = ({ field, value }) => {
  const digits = field.places === null ? { maximumFractionDigits: 20 } : { minimumFractionDigits: field.places, maximumFractionDigits: 20 };
  return (
    <span className="whitespace-nowrap">
      <NumberText value={value as string | number} options={digits} /> {field.unit && <span className="text-ink-2">{field.unit}</span>}
    </span>
  );
};

const Tags: Display = ({ field, value, whole }) => {
  const tags = value as string[];
  const shown = whole ? tags : tags.slice(0, 3);
  const more = tags.length - shown.length;
  return (
    <span className={whole ? "inline-flex flex-wrap gap-1" : "inline-flex max-w-full gap-1 overflow-hidden align-middle"} title={whole ? undefined : tags.join(", ")}>
      {shown.map((tag) => (
        <span key={tag} className="h-5 shrink-0 rounded-sm bg-n-4 px-1.5 text-xs/5">{tag}</span>
      ))}
      {more > 0 && <span className="text-xs/5 text-ink-2" aria-label={`and ${more} more ${field.label.toLowerCase()}`}>+{more}</span>}
    </span>
  );
};

const File: Display = ({ value }) => (typeof value === "object" ? (value as FileFacts).name : "A file");

const rare: Partial<Record<FieldKind, Display>> = {
  decimal: Measured, integer: Measured, tags: Tags, file: File, image: File,
  long_text: ({ value }) => wordsOf(String(value)),
  percent: ({ value }) => <span className="tabular-nums">{formatPercent(String(value))}</span>,
  refs: ({ value }) => String((value as string[]).length),
  json: ({ value }) => <span className="font-mono text-xs">{JSON.stringify(value)}</span>,
};

/** The kinds that few lists show. */
export default function Rare(props: DisplayProps) {
  const Display = rare[props.field.kind];
  return Display ? <Display {...props} /> : null;
}
