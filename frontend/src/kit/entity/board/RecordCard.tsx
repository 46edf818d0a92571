import { memo } from "react";
import { Link } from "react-router";
import { cn } from "@/kit/lib/cn";
import { useKeptFocus } from "@/kit/lib/kept-focus";
import type { DragHandle } from "@/kit/lib/use-drag";
import { Avatar } from "@/kit/ui/avatar";
import { Pill } from "@/kit/ui/pill";
import { choiceLabel, type EntityMeta, type FieldMeta } from "../meta";
import { usePart } from "../overrides";
import { type EntityRecord, relatedTitle, titleOf } from "../record";
import { Plain } from "../value/FieldValue";
import { Highlight } from "../value/Highlight";

interface RecordCardProps {
  entity: EntityMeta;
  entities: EntityMeta[];
  fields: FieldMeta[];
  record: EntityRecord;
  lifted: boolean;
  handlers: ReturnType<DragHandle<EntityRecord>["handlers"]> | undefined;
}

/** A record on a board: its title leads to it, the rest of the card can be taken hold of. */
export const RecordCard = memo(function RecordCard({ entity, entities, fields, record, lifted, handlers }: RecordCardProps) {
  const Own = usePart(entity.name, "Card");
  const ref = useKeptFocus<HTMLLIElement>(record.id);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the link inside has the focus and the keys; the card is what the mouse takes hold of
    <li
      ref={ref}
      {...handlers}
      data-card={record.id}
      className={cn(
        "relative flex flex-col gap-1 rounded-md border border-line bg-surface px-2.5 py-2 text-sm [-webkit-touch-callout:none] [content-visibility:auto] [contain-intrinsic-size:auto_72px] hover:border-n-7 focus-within:border-accent",
        handlers && "cursor-grab select-none active:cursor-grabbing",
        lifted && "border-accent opacity-50",
      )}
    >
      {Own ? <Own entity={entity} record={record} /> : <Standard {...{ entity, entities, fields, record, handlers }} />}
    </li>
  );
});

/** What a card says unless a feature draws it itself. */
function Standard({ entity, entities, fields, record, handlers }: Omit<RecordCardProps, "lifted">) {
  const money = entity.fields.find((field) => field.name === entity.money_field);
  const title = titleOf(entity, record);
  const present = fields.filter((field) => (record[field.name] ?? "") !== "");
  const people = present.filter((field) => field.kind === "user");
  const facts = present.filter((field) => field.kind !== "user");
  return (
    <>
      <div className="flex items-baseline gap-2">
        <Link to={`/${entity.name}/${record.id}`} aria-describedby={handlers ? "board-keys" : undefined} className="min-w-0 font-medium [overflow-wrap:anywhere] outline-none after:absolute after:inset-0 after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-accent">
          <Highlight record={record} field={entity.title_field} text={title} />
        </Link>
        {money && <span className="ml-auto shrink-0"><Plain field={money} value={record[money.name]} /></span>}
      </div>
      {(facts.length > 0 || people.length > 0) && (
        <div className="flex items-end gap-2 text-ink-2">
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
            {facts.map((field) => (
              <Fact key={field.name} entities={entities} field={field} record={record} />
            ))}
          </div>
          {people.map((field) => (
            <Avatar key={field.name} name={relatedTitle(entities, field, record) ?? "?"} size={20} />
          ))}
        </div>
      )}
    </>
  );
}

function Fact({ entities, field, record }: { entities: EntityMeta[]; field: FieldMeta; record: EntityRecord }) {
  const value = record[field.name];
  if (field.kind === "ref") return <span className="min-w-0 basis-full truncate">{relatedTitle(entities, field, record) ?? "…"}</span>;
  if (field.kind === "enum" || field.kind === "status") return <Pill status={String(value)} label={choiceLabel(field, String(value))} />;
  return (
    <span className="whitespace-nowrap">
      <span className="sr-only">{field.label} </span>
      <Plain field={field} value={value} />
    </span>
  );
}
