import type { ReactNode } from "react";
import { Link } from "react-router";
import { formatDateTime, type Money as MoneyValue } from "@/kit/lib/format";
import { Avatar } from "@/kit/ui/avatar";
import { DateText, Money, Nothing, NumberText, RelativeTime } from "@/kit/ui/figures";
import { Pill } from "@/kit/ui/pill";
import { choiceLabel, type EntityMeta, type FieldMeta } from "../meta";
import { type EntityRecord, relatedTitle } from "../record";

export interface FieldValueProps {
  entities: EntityMeta[];
  field: FieldMeta;
  record: EntityRecord;
  /** Several lines stay several lines, addresses are links: for a record's own screen. */
  whole?: boolean;
}

/** The value of a field as a person reads it. */
export function FieldValue({ entities, field, record, whole }: FieldValueProps) {
  const value = record[field.name];
  if (value === null || value === undefined || value === "") return <Nothing />;
  if (field.kind === "ref" || field.kind === "user") return <Related entities={entities} field={field} record={record} whole={whole} />;
  if (whole && typeof value === "string") return <Whole field={field} value={value} />;
  return <Plain field={field} value={value} />;
}

/** A value that needs nothing but itself: in tables, in old → new. */
export function Plain({ field, value }: { field: FieldMeta; value: unknown }): ReactNode {
  if (value === null || value === undefined || value === "") return <Nothing />;
  switch (field.kind) {
    case "money":
      return <Money value={value as MoneyValue} />;
    case "integer":
    case "decimal":
      return <NumberText value={value as string | number} />;
    case "date":
      return <DateText value={value as string} />;
    case "datetime":
      return <RelativeTime value={value as string} />;
    case "status":
      return <Pill status={String(value)} label={choiceLabel(field, String(value))} />;
    case "enum":
      return choiceLabel(field, String(value));
    case "boolean":
      return value === true ? "Yes" : "No";
    default:
      return typeof value === "string" ? value : JSON.stringify(value);
  }
}

/** The same as a text, for a name, a title or a file. */
export function plainText(field: FieldMeta, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (field.kind === "datetime") return formatDateTime(String(value));
  if (field.kind === "enum" || field.kind === "status") return choiceLabel(field, String(value));
  return typeof value === "string" ? value : JSON.stringify(value);
}

const link = "rounded-sm text-accent-text underline-offset-4 hover:underline";

function Whole({ field, value }: { field: FieldMeta; value: string }) {
  if (field.kind === "email") return <a className={link} href={`mailto:${value}`}>{value}</a>;
  if (field.kind === "phone") return <a className={link} href={`tel:${value.replaceAll(/[^+\d]/g, "")}`}>{value}</a>;
  if (field.kind === "url" && /^https?:\/\//.test(value)) return <a className={link} href={value} target="_blank" rel="noreferrer">{value}</a>;
  if (field.kind === "long_text") return <span className="break-words whitespace-pre-line">{value}</span>;
  return <Plain field={field} value={value} />;
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
    <Link to={`/${field.target}/${id}`} className={whole ? link : "rounded-sm underline-offset-4 hover:text-accent-text hover:underline"}>
      {title}
    </Link>
  );
}
