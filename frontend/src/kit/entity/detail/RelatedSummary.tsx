import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useTopic } from "@/kit/live/hooks";
import { formatMoney, formatNumber } from "@/kit/lib/format";
import { Card } from "@/kit/ui/card";
import { iconNamed } from "@/kit/ui/icon";
import { type EntityMeta, useEntity } from "../meta";
import { statsQuery } from "../queries";
import type { EntityRecord } from "../record";

type Inverse = EntityMeta["inverses"][number];

/** How many records of other entities point here, and what they add up to; each line leads to their list. */
export function RelatedSummary({ record, inverses }: { record: EntityRecord; inverses: Inverse[] }) {
  return (
    <Card title="Related" flush>
      <ul className="px-1 pb-2">
        {inverses.map((inverse) => (
          <Line key={`${inverse.entity}.${inverse.field}`} record={record} inverse={inverse} />
        ))}
      </ul>
    </Card>
  );
}

function Line({ record, inverse }: { record: EntityRecord; inverse: Inverse }) {
  const entity = useEntity(inverse.entity);
  useTopic(entity ? `entity:${entity.name}` : null);
  return entity ? <Counted entity={entity} search={`${inverse.field}=${record.id}`} /> : null;
}

function Counted({ entity, search }: { entity: EntityMeta; search: string }) {
  const { data } = useQuery(statsQuery(entity, search, { sum: entity.money_field ?? "" }));
  const Icon = iconNamed(entity.icon);
  const item = data?.items[0];
  const sums = entity.money_field ? item?.sum?.[entity.money_field] : undefined;
  return (
    <li>
      <Link to={`/${entity.name}?${search}`} className="flex min-h-9 items-center gap-2 rounded-md px-3 text-sm hover:bg-hover">
        <Icon className="size-4 text-ink-2" aria-hidden />
        {entity.label}
        <span className="text-ink-2 tabular-nums">{item ? formatNumber(item.count) : "…"}</span>
        <span className="ml-auto text-right font-medium tabular-nums">{Array.isArray(sums) && sums.map((sum) => <span key={sum.currency} className="block">{formatMoney(sum)}</span>)}</span>
      </Link>
    </li>
  );
}
