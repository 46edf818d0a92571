import { Page } from "@/kit/ui/page";
import { Skeleton, useSlow } from "@/kit/ui/states";
import type { EntityMeta } from "../meta";
import { layoutOf } from "./layout";

/** The shape of a record while it loads. */
export function LoadingRecord({ entity }: { entity: EntityMeta }) {
  const slow = useSlow(true);
  const { main, side } = layoutOf(entity);
  return (
    <Page title={entity.label_singular}>
      <div role="status" aria-label="Loading" className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="rounded-lg border border-line bg-surface p-4">
          {main.map((field) => (
            <div key={field.name} className="flex h-10 items-center gap-8">
              {slow && <Skeleton className="h-3 w-24" />}
              {slow && <Skeleton className="h-3 w-56" />}
            </div>
          ))}
        </div>
        <div className="rounded-lg border border-line bg-surface p-4" style={{ height: side.length * 56 + 64 }} />
      </div>
    </Page>
  );
}
