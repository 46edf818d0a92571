import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "react-router";
import { Avatar } from "@/kit/ui/avatar";
import { Nothing } from "@/kit/ui/figures";
import { choiceLabel, type EntityMeta, type FieldMeta } from "../meta";
import { type DisplayProps, useFieldPart } from "../overrides";
import { type EntityRecord, relatedTitle, relatedTitles } from "../record";
import { formatDateTime } from "@/kit/lib/format";
import { displays, isEmpty } from "./displays";

const Masked = lazy(() => import("./Masked"));
const Whole = lazy(() => import("./Whole"));

export interface FieldValueProps {
  entities: EntityMeta[];
  field: FieldMeta;
  record: EntityRecord;
  /** Several lines stay several lines, addresses are links, pictures are seen: for a record's own screen. */
  whole?: boolean;
}

/** The value of a field as a person reads it. */
export function FieldValue({ entities, field, record, whole }: FieldValueProps) {
  const value = record[field.name];
  if (isEmpty(value)) return <Nothing />;
  const shown = <Shown entities={entities} field={field} record={record} whole={whole} />;
  return field.sensitive ? <Suspense fallback="••••••"><Masked label={field.label}>{shown}</Masked></Suspense> : shown;
}

const wide = new Set<FieldMeta["kind"]>(["long_text", "json", "file", "image", "refs", "email", "phone", "url", "datetime"]);

function Shown({ entities, field, record, whole }: FieldValueProps) {
  const value = record[field.name];
  const Own = useFieldPart(field, "Display");
  if (Own) return <Suspense fallback="…"><Own field={field} value={value} record={record} whole={whole} /></Suspense>;
  if (field.kind === "ref" || field.kind === "user") return <Related entities={entities} field={field} record={record} whole={whole} />;
  if (whole && wide.has(field.kind)) return <Suspense fallback={<Plain field={field} value={value} record={record} />}><Whole field={field} value={value} record={record} /></Suspense>;
  if (field.kind === "refs") return <Several entities={entities} field={field} record={record} />;
  return <Plain field={field} value={value} record={record} whole={whole} />;
}

/** A value that needs nothing but itself: in tables, in old → new. */
export function Plain(props: DisplayProps): ReactNode {
  const Own = useFieldPart(props.field, "Display");
  if (isEmpty(props.value)) return <Nothing />;
  const Display = Own ?? displays[props.field.kind];
  return Own ? <Suspense fallback="…"><Display {...props} /></Suspense> : <Display {...props} />;
}

/** The same as a text, for a name, a title or a file. */
export function plainText(field: FieldMeta, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (field.kind === "datetime") return formatDateTime(String(value));
  if (field.kind === "enum" || field.kind === "status") return choiceLabel(field, String(value));
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Names of the records that a cell has room for, and how many more there are. */
function Several({ entities, field, record }: FieldValueProps) {
  const titles = relatedTitles(entities, field, record);
  const count = (record[field.name] as string[]).length;
  if (titles.length === 0) return String(count);
  const more = count - 2;
  return <span title={titles.join(", ")}>{titles.slice(0, 2).join(", ")}{more > 0 && <span className="text-ink-2"> +{more}</span>}</span>;
}

function Related({ entities, field, record, whole }: FieldValueProps) {
  const title = relatedTitle(entities, field, record);
  const id = String(record[field.name]);
  if (field.kind === "user")
    return (
      <span className="inline-flex max-w-full items-center gap-1.5 align-middle">
        <Avatar name={title ?? "?"} size={20} />
        <span className="truncate">{title ?? (record.expanded?.[field.name] === null ? "Former member" : "…")}</span>
      </span>
    );
  if (!title) return <span className="text-ink-2">{record.expanded?.[field.name] === null ? "Deleted or not visible" : "…"}</span>;
  return (
    <Link to={`/${field.target}/${id}`} className={whole ? "rounded-sm text-accent-text underline-offset-4 hover:underline" : "rounded-sm underline-offset-4 hover:text-accent-text hover:underline"}>
      {title}
    </Link>
  );
}
