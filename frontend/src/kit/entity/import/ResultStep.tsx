import { CircleCheck, CircleX } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { Link } from "react-router";
import { apiRequest } from "@/kit/api/request";
import { formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Empty, ErrorState } from "@/kit/ui/states";
import type { EntityMeta } from "../meta";
import { quietly, refreshEntity } from "../writes";
import type { ImportOperation, Outcome } from "./operation";
import { Progress } from "./Progress";
import { UndoImport } from "./UndoImport";
import type { Import } from "./useImport";

/** The import itself: how far it is, then what has come of it. */
export function ResultStep({ entity, wizard }: { entity: EntityMeta; wizard: Import }) {
  const { operation, operationError, ended } = wizard;
  const refresh = useEffectEvent(() => void refreshEntity(entity));
  useEffect(() => {
    if (ended) refresh();
  }, [ended]);
  if (operationError) return <ErrorState error={operationError} doing="follow the import" />;
  if (!operation || !ended) return <Running entity={entity} operation={operation} />;
  const { result, error, status } = operation;
  const again = <Button onClick={wizard.restart}>Import another file</Button>;
  if (status === "completed" && result) return <Done entity={entity} operation={operation} result={result} again={again} />;
  return (
    <Empty icon={CircleX} title={status === "cancelled" ? "The import was stopped" : "The import has failed"} action={again}>
      <p>{error ?? "Nothing was written."}</p>
    </Empty>
  );
}

function Running({ entity, operation }: { entity: EntityMeta; operation: ImportOperation | undefined }) {
  return (
    <>
      <Progress label={`Importing ${entity.label.toLowerCase()}`} operation={operation} />
      <div className="flex items-center justify-between gap-4">
        <p className="text-sm text-ink-2">You can leave this screen: the import goes on. Until it has ended, nothing of it is visible.</p>
        {operation && <Button onClick={() => void quietly(apiRequest("POST", `/operations/${operation.id}/cancel`))}>Stop the import</Button>}
      </div>
    </>
  );
}

function Done({ entity, operation, result, again }: { entity: EntityMeta; operation: ImportOperation; result: Outcome; again: ReactNode }) {
  const figures: [string, number][] = [["added", result.created], ["changed", result.updated], ["left out", result.failed]];
  return (
    <Empty
      icon={CircleCheck}
      title="The import is done"
      action={
        <>
          {again}
          {(operation.can_undo || operation.undone_by) && <UndoImport entity={entity} operation={operation} />}
          <Button asChild variant="primary">
            <Link to={`/${entity.name}`}>Show the {entity.label.toLowerCase()}</Link>
          </Button>
        </>
      }
    >
      <dl className="mt-1 flex gap-6 tabular-nums">
        {figures.map(([label, count]) => (
          <div key={label} className="flex flex-col-reverse">
            <dt>{label}</dt>
            <dd className="text-lg font-semibold text-ink">{formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
    </Empty>
  );
}
