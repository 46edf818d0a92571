import { Plus, Upload } from "lucide-react";
import { lazy, Suspense } from "react";
import { Link } from "react-router";
import { Button } from "@/kit/ui/button";
import { Kbd } from "@/kit/ui/kbd";
import type { EntityMeta } from "../meta";

const ExportMenu = lazy(() => import("./ExportMenu"));

export interface ListActionsProps {
  entity: EntityMeta;
  search: string;
  total: number | undefined;
}

/** What can be done with the list as a whole, as far as the person may. */
export function ListActions(props: ListActionsProps) {
  const { entity } = props;
  return (
    <>
      <Suspense fallback={<div className="h-8 w-10 md:w-24" />}>
        <ExportMenu {...props} />
      </Suspense>
      {entity.permissions.write && (
        <>
          <Button asChild variant="secondary" className="max-md:hidden">
            <Link to={`/${entity.name}/import`}>
              <Upload aria-hidden /> Import
            </Link>
          </Button>
          <Button asChild variant="primary">
            <Link to={`/${entity.name}/new`}>
              <Plus aria-hidden />
              <span>New<span className="max-md:sr-only"> {entity.label_singular.toLowerCase()}</span></span>
              <Kbd keys="n" className="max-lg:hidden [&_kbd]:border-transparent [&_kbd]:bg-accent-hover [&_kbd]:text-accent-ink" />
            </Link>
          </Button>
        </>
      )}
    </>
  );
}
