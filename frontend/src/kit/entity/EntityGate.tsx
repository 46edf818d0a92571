import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { ForbiddenPage, NotFoundPage } from "@/kit/layout/error-pages";
import { useTopic } from "@/kit/live/hooks";
import { ErrorState } from "@/kit/ui/states";
import { entitiesQuery, type EntityMeta } from "./meta";

export interface EntityGateProps {
  /** What the screen needs; people without it get the 403 page. */
  need: "read" | "write";
  children: (entity: EntityMeta) => ReactNode;
}

/** Gives a screen the entity that its address names, live; otherwise says that there is none, or that it is not allowed. */
export function EntityGate({ need, children }: EntityGateProps) {
  const { entity: name } = useParams();
  const { data, error, refetch } = useQuery(entitiesQuery);
  const entity = data?.find((one) => one.name === name);
  useTopic(entity?.permissions.read ? `entity:${entity.name}` : null);
  if (error) return <ErrorState error={error} doing="load what records there are" onRetry={() => void refetch()} />;
  if (!data) return null;
  if (!entity) return <NotFoundPage />;
  if (!entity.permissions[need] || !entity.permissions.read) return <ForbiddenPage permission={`${entity.name}:${need}`} />;
  return children(entity);
}
