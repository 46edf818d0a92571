import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { EntityMeta } from "@/kit/entity/meta";
import { listQuery } from "@/kit/entity/queries";
import { Page } from "@/kit/ui/page";

/** Parcels by the city they go to. */
export default function ParcelList({ entity }: { entity: EntityMeta }) {
  const { data } = useInfiniteQuery(listQuery(entity, "sort=city", 100));
  const lines = data?.pages.flatMap((page) => page.items).map((row) => (
    <li key={row.id}><Link to={`/parcels/${row.id}`}>{`${row.city}: ${row.code}`}</Link></li>
  ));
  return <Page title={entity.label}><ul>{lines}</ul></Page>;
}
