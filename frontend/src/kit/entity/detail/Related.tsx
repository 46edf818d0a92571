import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowRight, Plus } from "lucide-react";
import { Link } from "react-router";
import { formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { type EntityMeta, isFigure, useEntities, useEntity } from "../meta";
import { listQuery } from "../queries";
import { type EntityRecord, titleOf } from "../record";
import { FieldValue } from "../value/FieldValue";

type Inverse = EntityMeta["inverses"][number];

/** The latest records of other entities that point to this one. */
export function Related({ record, inverses }: { entity: EntityMeta; record: EntityRecord; inverses: Inverse[] }) {
  return (
    <div className="flex flex-col gap-4">
      {inverses.map((inverse) => (
        <Section key={`${inverse.entity}.${inverse.field}`} record={record} inverse={inverse} />
      ))}
    </div>
  );
}

function Section({ record, inverse }: { record: EntityRecord; inverse: Inverse }) {
  const entity = useEntity(inverse.entity);
  return entity ? <Latest entity={entity} inverse={inverse} search={`${inverse.field}=${record.id}`} /> : null;
}

const few = 10;

function Latest({ entity, inverse, search }: { entity: EntityMeta; inverse: Inverse; search: string }) {
  const { data, error, isPending, refetch } = useInfiniteQuery(listQuery(entity, search, few));
  const page = data?.pages[0];
  return (
    <Card
      flush
      title={entity.label}
      actions={
        entity.permissions.write && (
          <Button asChild size="sm">
            <Link to={`/${entity.name}/new?${search}`}>
              <Plus aria-hidden /> New {entity.label_singular.toLowerCase()}
            </Link>
          </Button>
        )
      }
    >
      {isPending && <SkeletonRows rows={3} />}
      {error && <ErrorState error={error} doing={`load the ${entity.label.toLowerCase()}`} onRetry={() => void refetch()} />}
      {page?.items.length === 0 && <p className="px-4 pb-4 text-sm text-ink-2">No {entity.label.toLowerCase()} yet.</p>}
      {page && page.items.length > 0 && <LatestTable entity={entity} inverse={inverse} rows={page.items} />}
      {page && (page.total ?? 0) > few && (
        <Link to={`/${entity.name}?${search}`} className="flex h-9 items-center gap-1 border-t border-line px-4 text-sm text-accent-text hover:bg-hover">
          All {formatNumber(page.total ?? 0)} {entity.label.toLowerCase()} <ArrowRight className="size-3.5" aria-hidden />
        </Link>
      )}
    </Card>
  );
}

function LatestTable({ entity, inverse, rows }: { entity: EntityMeta; inverse: Inverse; rows: EntityRecord[] }) {
  const entities = useEntities();
  const fields = entity.fields.filter((field) => field.list && field.name !== entity.title_field && field.name !== inverse.field).slice(0, 4);
  return (
    <Table label={entity.label} frameClassName="rounded-none border-0 border-t">
      <TableHead>
        <tr>
          <HeadCell>{entity.fields.find((field) => field.name === entity.title_field)?.label}</HeadCell>
          {fields.map((field) => (
            <HeadCell key={field.name} align={isFigure(field) ? "end" : "start"}>
              {field.label}
            </HeadCell>
          ))}
        </tr>
      </TableHead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <Cell>
              <Link to={`/${entity.name}/${row.id}`} className="rounded-sm font-medium underline-offset-4 hover:underline">
                {titleOf(entity, row)}
              </Link>
            </Cell>
            {fields.map((field) => (
              <Cell key={field.name} align={isFigure(field) ? "end" : "start"}>
                <FieldValue entities={entities} field={field} record={row} />
              </Cell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
