/** The navigation of the person who is signed in: items of the features, then entities that have no item of their own. */
import { useMemo } from "react";
import { matchRoutes } from "react-router";
import { useEntities } from "@/kit/entity/meta";
import { can, useSession } from "@/kit/session/store";
import { iconNamed } from "@/kit/ui/icon";
import { allRoutes, type FeatureRoute, type NavGroup, type NavItem, useFeatures } from "./feature";

export const navGroups: NavGroup[] = ["Work", "Agents", "Admin"];

export function useNav(): NavItem[] {
  const features = useFeatures((state) => state.features);
  const me = useSession((state) => state.me);
  const entities = useEntities();
  return useMemo(() => {
    const own = features.flatMap((feature) => feature.nav ?? []);
    const taken = new Set(own.map((item) => item.to));
    const drawn = entities
      .filter((entity) => !taken.has(`/${entity.name}`))
      .map((entity): NavItem => ({ group: "Work", label: entity.label, icon: iconNamed(entity.icon), to: `/${entity.name}`, order: 100 }));
    return [...own, ...drawn].filter((item) => can(me, item.permission)).toSorted((a, b) => a.order - b.order || a.label.localeCompare(b.label));
  }, [features, entities, me]);
}

/** The route that an address leads to. */
export function useRouteOf(path: string): FeatureRoute | undefined {
  const features = useFeatures((state) => state.features);
  return useMemo(() => {
    const routes = allRoutes(features).map((route) => ({ path: route.path, handle: route }));
    return matchRoutes(routes, path)?.at(-1)?.route.handle;
  }, [features, path]);
}
