import { Link } from "react-router";
import { cn } from "@/kit/lib/cn";
import { Pill } from "@/kit/ui/pill";
import { Skeleton, useSlow } from "@/kit/ui/states";
import { choiceLabel, type EntityMeta, type FieldMeta } from "../meta";
import { usePart } from "../overrides";
import { type EntityRecord, relatedTitle, titleOf } from "../record";
import { Plain } from "../value/FieldValue";
import { Highlight } from "../value/Highlight";
import type { RowsProps } from "./RecordTable";

export const cardHeight = 68;

/** The rows on a phone: a card of 68 px each, with title, status, amount and what else fits on one line. */
export default function RecordCards({ entity, entities, rows, columns, drawn, fresh, onFrame }: RowsProps) {
  const slow = useSlow(rows.loading);
  const Own = usePart(entity.name, "Card");
  const detail = columns.shown.map(({ field }) => field).filter((field) => field.name !== entity.title_field && field.kind !== "status" && field.kind !== "money").slice(0, 3);
  const { first, last } = drawn;
  return (
    <div ref={onFrame} className={cn("-mx-4 min-h-0 flex-1 overflow-y-auto border-y border-line bg-surface", rows.stale && "opacity-60")}>
      <ul aria-label={entity.label} aria-busy={rows.stale || undefined} className="divide-y divide-line" style={{ paddingTop: first * cardHeight, paddingBottom: Math.max(0, (rows.total ?? 0) - last) * cardHeight }}>
        {rows.loading && slow && Array.from({ length: 10 }, (_, row) => <LoadingCard key={row} />)}
        {Array.from({ length: last - first }, (_, offset) => {
          const record = rows.at(first + offset);
          if (!record) return <LoadingCard key={`place ${first + offset}`} />;
          return (
            <li key={record.id} data-id={record.id} className={cn("relative flex h-[68px] flex-col justify-center gap-1 px-4 active:bg-hover", fresh.has(record.id) && "shadow-[inset_3px_0_var(--accent)]")}>
              {Own ? <Own entity={entity} record={record} /> : <Card entity={entity} entities={entities} record={record} detail={detail} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Card({ entity, entities, record, detail }: { entity: EntityMeta; entities: EntityMeta[]; record: EntityRecord; detail: FieldMeta[] }) {
  const status = entity.fields.find((field) => field.kind === "status");
  const money = entity.fields.find((field) => field.name === entity.money_field);
  const parts = detail.filter((field) => record[field.name]);
  const title = titleOf(entity, record);
  return (
    <>
      <div className="flex items-center gap-2">
        {record.deleted_at ? (
          <span className="truncate text-ink-2 line-through">{title}</span>
        ) : (
          <Link to={`/${entity.name}/${record.id}`} className="min-w-0 truncate font-medium after:absolute after:inset-0">
            <Highlight record={record} field={entity.title_field} text={title} />
          </Link>
        )}
        <span className="ml-auto shrink-0">{money ? <Plain field={money} value={record[money.name]} /> : status && <StatusPill field={status} record={record} />}</span>
      </div>
      <div className="flex items-center gap-2 text-sm text-ink-2">
        <span className="min-w-0 flex-1 truncate">
          {parts.map((field, index) => (
            <span key={field.name}>
              {index > 0 && " · "}
              {field.kind === "ref" || field.kind === "user" ? (relatedTitle(entities, field, record) ?? "–") : <Plain field={field} value={record[field.name]} />}
            </span>
          ))}
        </span>
        {money && status && <StatusPill field={status} record={record} />}
      </div>
    </>
  );
}

function StatusPill({ field, record }: { field: FieldMeta; record: EntityRecord }) {
  const value = String(record[field.name]);
  return <Pill status={value} label={choiceLabel(field, value)} className="shrink-0" />;
}

function LoadingCard() {
  return (
    <li aria-hidden className="flex h-[68px] flex-col justify-center gap-2 px-4">
      <Skeleton className="h-3 w-1/2" />
      <Skeleton className="h-3 w-3/4" />
    </li>
  );
}
