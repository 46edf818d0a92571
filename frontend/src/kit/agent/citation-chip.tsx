import { useQuery } from "@tanstack/react-query";
import { HoverCard as Radix } from "radix-ui";
import { Link } from "react-router";
import { type EntityMeta, useEntities } from "@/kit/entity/meta";
import { recordQuery } from "@/kit/entity/queries";
import { FieldValue } from "@/kit/entity/value/FieldValue";
import { iconNamed } from "@/kit/ui/icon";
import { Skeleton } from "@/kit/ui/states";
import type { Citation } from "./types";

const chip =
  "inline-flex h-6 max-w-60 items-center gap-1.5 rounded-full border border-line bg-surface px-2 text-xs font-medium text-ink hover:border-n-7 hover:bg-hover pointer-coarse:h-9 pointer-coarse:px-3";

/** The records an answer rests on; each opens its record, and shows it beforehand. */
export function Citations({ citations }: { citations: Citation[] }) {
  if (citations.length === 0) return null;
  return (
    <ul aria-label="Sources" className="flex flex-wrap gap-1.5">
      {citations.map((citation) => (
        <li key={`${citation.entity} ${citation.id}`}>
          <Chip citation={citation} />
        </li>
      ))}
    </ul>
  );
}

function Chip({ citation }: { citation: Citation }) {
  const entity = useEntities().find((one) => one.name === citation.entity);
  const Icon = iconNamed(entity?.icon);
  const link = (
    <Link to={`/${citation.entity}/${citation.id}`} className={chip}>
      <Icon className="size-3.5 shrink-0 text-ink-2" aria-hidden />
      <span className="sr-only">{entity?.label_singular ?? "Record"} </span>
      <span className="truncate">{citation.label || citation.key}</span>
    </Link>
  );
  if (!entity) return link;
  return (
    <Radix.Root openDelay={250} closeDelay={100}>
      <Radix.Trigger asChild>{link}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align="start" sideOffset={6} collisionPadding={8} className="popup w-80 max-w-[calc(100vw-16px)] p-3">
          <Preview entity={entity} id={citation.id} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Preview({ entity, id }: { entity: EntityMeta; id: string }) {
  const entities = useEntities();
  const { data: record, isError } = useQuery(recordQuery(entity, id));
  if (isError) return <p className="text-ink-2">It does not exist any more, or you may not see it.</p>;
  const fields = entity.fields.filter((field) => field.list || field.kind === "status").slice(0, 7);
  return (
    <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
      {fields.map((field) => (
        <div key={field.name} className="contents">
          <dt className="text-ink-2">{field.label}</dt>
          <dd className="min-w-0 truncate">{record ? <FieldValue entities={entities} field={field} record={record} /> : <Skeleton className="mt-1 h-3 w-24" />}</dd>
        </div>
      ))}
    </dl>
  );
}
