import { ArrowLeft, CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import { formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { ErrorState } from "@/kit/ui/states";
import type { EntityMeta } from "../meta";
import { counted } from "../record";
import { BadRows } from "./BadRows";
import type { Outcome } from "./operation";
import { Preview } from "./Preview";
import { Progress } from "./Progress";
import type { Import } from "./useImport";

/** What would happen: counts, and each bad row with its problems beside the cells, to be mended here or in the file. */
export function CheckStep({ entity, wizard }: { entity: EntityMeta; wizard: Import }) {
  const { operation, operationError, csv } = wizard;
  const [edits, setEdits] = useState<Record<number, Record<number, string>>>({});
  if (operationError) return <ErrorState error={operationError} doing="follow the check" />;
  if (!operation || !wizard.ended || !csv) return <Progress label="Checking the rows" operation={operation} />;
  const { result } = operation;
  if (!result) return <ErrorState error={new Error(operation.error ?? "The check was stopped.")} doing="check the file" onRetry={() => wizard.check()} />;
  const edited = Object.keys(edits).length;
  const mended = () => csv.rows.map((row, index) => row.map((cell, column) => edits[index + 1]?.[column] ?? cell));
  const checkAgain = () => {
    setEdits({});
    wizard.check(edited > 0 ? mended() : undefined);
  };
  return (
    <>
      <Summary entity={entity} result={result} />
      {result.failed === 0 && <Preview wizard={wizard} csv={csv} />}
      {result.failed > 0 && <BadRows entity={entity} wizard={wizard} csv={csv} problems={result.errors} edits={edits} onEdit={setEdits} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Button variant="ghost" className="mr-auto" onClick={wizard.back}>
          <ArrowLeft aria-hidden /> Columns
        </Button>
        {result.failed > 0 && result.failed < result.rows && edited === 0 && (
          <Button busy={wizard.starting} onClick={() => wizard.run(true)}>
            Import the other {formatNumber(result.rows - result.failed)} only
          </Button>
        )}
        {result.failed > 0 ? (
          <Button variant="primary" busy={wizard.starting} disabled={edited === 0} onClick={checkAgain}>
            Check again
          </Button>
        ) : (
          <Button variant="primary" busy={wizard.starting} onClick={() => wizard.run(false)}>
            Import {counted(entity, result.rows, formatNumber(result.rows))}
          </Button>
        )}
      </div>
    </>
  );
}

function Summary({ entity, result }: { entity: EntityMeta; result: Outcome }) {
  const good = result.failed === 0;
  const Icon = good ? CircleCheck : CircleAlert;
  const parts = [
    result.created > 0 && `${formatNumber(result.created)} would be added`,
    result.updated > 0 && `${formatNumber(result.updated)} would be changed`,
    result.failed > 0 && `${formatNumber(result.failed)} cannot be imported`,
  ].filter(Boolean);
  return (
    <div role="status" className={`flex items-start gap-2 rounded-lg px-4 py-3 ${good ? "bg-success-soft text-success-text" : "bg-warning-soft text-warning-text"}`}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div>
        <p className="font-medium">{good ? `All ${counted(entity, result.rows, formatNumber(result.rows))} can be imported` : `${formatNumber(result.failed)} of ${formatNumber(result.rows)} rows have a problem`}</p>
        <p className="text-sm">{parts.join(" · ")}. Nothing has been written yet.</p>
      </div>
    </div>
  );
}
