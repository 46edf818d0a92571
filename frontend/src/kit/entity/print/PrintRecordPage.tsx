import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { NotFoundPage } from "@/kit/layout/error-pages";
import { formatDateTime } from "@/kit/lib/format";
import { Pill } from "@/kit/ui/pill";
import { wide } from "../detail/layout";
import { EntityGate } from "../EntityGate";
import { choiceLabel, type EntityMeta, type FieldMeta, useEntities, useEntity } from "../meta";
import { listQuery, recordQuery } from "../queries";
import { counted, type EntityRecord, titleOf } from "../record";
import { isEmpty } from "../value/displays";
import { FieldValue } from "../value/FieldValue";
import { PaperTable, paperColumns } from "./PaperTable";
import { Sheet } from "./Sheet";

const most = 100;

/** A record on paper, with the records that belong to it. */
export default function PrintRecordPage() {
  const { id = "" } = useParams();
  return <EntityGate need="read">{(entity) => <Loaded entity={entity} id={id} />}</EntityGate>;
}

function Loaded({ entity, id }: { entity: EntityMeta; id: string }) {
  const { data, error, isPlaceholderData } = useQuery(recordQuery(entity, id));
  useScreenTitle(data && titleOf(entity, data));
  if (error) return <NotFoundPage what={entity.label_singular.toLowerCase()} />;
  if (!data || isPlaceholderData) return null;
  return <Paper entity={entity} record={data} />;
}

function Paper({ entity, record }: { entity: EntityMeta; record: EntityRecord }) {
  const status = entity.fields.find((field) => field.name === entity.status?.field);
  const shown = entity.fields.filter((field) => field !== status && field.name !== entity.title_field && !isEmpty(record[field.name]));
  const value = status && String(record[status.name]);
  return (
    <Sheet
      title={titleOf(entity, record)}
      beside={status && value && <Pill status={value} label={choiceLabel(status, value)} />}
      description={`${entity.label_singular}, last changed ${formatDateTime(record.updated_at)}`}
      back={`/${entity.name}/${record.id}`}
    >
      <dl className="grid grid-cols-2 gap-x-8 gap-y-2 max-sm:grid-cols-1">
        {shown.map((field) => (
          <Line key={field.name} field={field} record={record} />
        ))}
      </dl>
      {entity.inverses.map((inverse) => (
        <Belonging key={`${inverse.entity}.${inverse.field}`} inverse={inverse} record={record} />
      ))}
    </Sheet>
  );
}

function Line({ field, record }: { field: FieldMeta; record: EntityRecord }) {
  const entities = useEntities();
  return (
    <div className={wide.has(field.kind) ? "col-span-full" : "grid break-inside-avoid grid-cols-[38mm_minmax(0,1fr)] gap-2"}>
      <dt className="text-ink-2">{field.label}</dt>
      <dd className="min-w-0 break-words">
        <FieldValue entities={entities} field={field} record={record} whole />
      </dd>
    </div>
  );
}

function Belonging({ inverse, record }: { inverse: EntityMeta["inverses"][number]; record: EntityRecord }) {
  const entity = useEntity(inverse.entity);
  return entity ? <Rows entity={entity} field={inverse.field} search={`${inverse.field}=${record.id}`} /> : null;
}

function Rows({ entity, field, search }: { entity: EntityMeta; field: string; search: string }) {
  const { data } = useInfiniteQuery(listQuery(entity, search, most));
  const page = data?.pages[0];
  if (!page || page.items.length === 0) return null;
  const total = page.total ?? page.items.length;
  return (
    <section className="mt-6">
      <h2 className="mb-1 text-base font-semibold">{entity.label}</h2>
      <PaperTable entity={entity} columns={paperColumns(entity, field)} rows={page.items} />
      {total > most && <p className="pt-1 text-xs text-ink-2">The first {most} of {counted(entity, total)}.</p>}
    </section>
  );
}
