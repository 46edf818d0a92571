import { Columns3 } from "lucide-react";
import { lazy, Suspense, useRef } from "react";
import { useMedia } from "@/kit/lib/use-media";
import { Button } from "@/kit/ui/button";
import { Page } from "@/kit/ui/page";
import { Popover } from "@/kit/ui/popover";
import { isFiltered } from "../filters/filters";
import type { EntityMeta } from "../meta";
import { useView } from "../views/useView";
import { useColumns } from "./columns";
import { ListActions } from "./ListActions";
import { useTotals } from "./ListFooter";
import { ListLayout } from "./ListLayout";
import { useScreenKeys } from "./useListKeys";

const ViewTabs = lazy(() => import("../views/ViewTabs"));
const LayoutSwitch = lazy(() => import("../views/LayoutSwitch"));
const EmptyList = lazy(() => import("./EmptyList"));
const ColumnChooser = lazy(() => import("./ColumnChooser"));
const layouts = {
  board: lazy(() => import("../board/BoardLayout")),
  calendar: lazy(() => import("../calendar/CalendarLayout")),
  chart: lazy(() => import("../chart/ChartLayout")),
};

/** The records of an entity as a list, a board, a calendar or a chart, by saved views. What is shown is in the address. */
export function ListScreen({ entity }: { entity: EntityMeta }) {
  const view = useView(entity);
  const columns = useColumns(entity, view.active);
  const { total, sums } = useTotals(entity, view.search, !view.waiting);
  const searchRef = useRef<HTMLInputElement>(null);
  useScreenKeys(entity, searchRef);
  const { layout } = view.look;
  const blank = total === 0 && !isFiltered(view.state) && !view.state.deleted; // nothing to look at, search or export yet
  const Layout = layout === "list" ? null : layouts[layout];
  const phone = useMedia("(max-width: 767px)");
  const tabs = (
    <Suspense fallback={<div className="h-7" />}>
      <ViewTabs entity={entity} view={view} columns={columns} />
    </Suspense>
  );
  const layoutSwitch = (
    <Suspense fallback={<div className="h-8 w-34 rounded-md bg-n-3" />}>
      <LayoutSwitch entity={entity} view={view} />
    </Suspense>
  );
  const shared = { entity, view, sums, total, searchRef };
  return (
    <Page
      title={entity.label}
      fill
      className="gap-2 pt-3 pb-0"
      beside={!phone && tabs}
      actions={
        !blank && (
          <>
            {!phone && layoutSwitch}
            {layout === "list" && (
              <Popover
                align="end"
                label="Columns"
                className="p-0"
                trigger={
                  <Button variant="ghost" className="max-md:hidden">
                    <Columns3 aria-hidden /> Columns
                  </Button>
                }
              >
                <ColumnChooser columns={columns} />
              </Popover>
            )}
            <ListActions entity={entity} search={view.search} total={total} />
          </>
        )
      }
    >
      {phone && !blank && (
        <div className="flex items-center gap-2">
          <div className="min-w-0 flex-1">{tabs}</div>
          {layoutSwitch}
        </div>
      )}
      {blank ? (
        <Suspense fallback={null}>
          <EmptyList entity={entity} deleted={false} />
        </Suspense>
      ) : Layout ? (
        <Suspense fallback={<div className="flex-1" aria-busy />}>
          <Layout {...shared} />
        </Suspense>
      ) : (
        <ListLayout {...shared} columns={columns} />
      )}
    </Page>
  );
}
