import { ArrowRight } from "lucide-react";
import { formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { FormField } from "@/kit/ui/form-field";
import { Select } from "@/kit/ui/select";
import type { EntityMeta } from "../meta";
import { one } from "../record";
import type { Csv } from "./csv";
import { FixedValues } from "./FixedValues";
import type { Import } from "./useImport";

/** Select has no empty value of its own. */
const skip = "-";

/** Which column becomes which field: guessed, with the first values beside, to be corrected. */
export function MatchStep({ entity, wizard }: { entity: EntityMeta; wizard: Import }) {
  const { csv, mapping, targets, missing } = wizard;
  if (!csv) return null;
  const what = entity.label.toLowerCase();
  const keys = targets.filter((target) => target.field.unique && Object.values(mapping).includes(target.path));
  const chosen = Object.values(mapping).filter(Boolean).length;
  return (
    <>
      <ColumnList wizard={wizard} csv={csv} />
      <FixedValues wizard={wizard} />
      {keys.length > 0 && (
        <FormField label={`When ${one(entity)} exists already`} help="The check shows how many would be added and changed." className="max-w-96">
          {(wiring) => (
            <Select
              {...wiring}
              value={wizard.upsertKey ?? skip}
              onChange={(path) => wizard.setUpsertKey(path === skip ? null : path)}
              choices={[{ value: skip, label: "Report it as a problem" }, ...keys.map((target) => ({ value: target.path, label: `Update the one with the same ${target.label.toLowerCase()}` }))]}
            />
          )}
        </FormField>
      )}
      <div className="flex flex-wrap items-center justify-end gap-3">
        <p role="status" className="mr-auto text-sm text-danger-text">
          {missing.length > 0 && `Still needed: ${missing.map((target) => target.label).join(", ")}. Match a column or set one value for all rows.`}
        </p>
        <Button onClick={wizard.back}>Another file</Button>
        <Button variant="primary" busy={wizard.starting} disabled={missing.length > 0 || chosen === 0} onClick={() => wizard.check()}>
          Check {formatNumber(csv.rows.length)} {what} <ArrowRight aria-hidden />
        </Button>
      </div>
    </>
  );
}

/** A line for each column: its name, its first values, its field. */
function ColumnList({ wizard, csv }: { wizard: Import; csv: Csv }) {
  const { mapping, targets } = wizard;
  const chosen = Object.values(mapping).filter(Boolean).length;
  const choices = [{ value: skip, label: "Do not import" }, ...targets.map((target) => ({ value: target.path, label: target.label }))];
  return (
    <Card flush title={wizard.name} description={`${formatNumber(csv.rows.length)} rows, ${csv.columns.length} columns. ${chosen} of them will be imported.`}>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)] gap-x-4 border-b border-line px-4 py-2 text-xs font-medium text-ink-2 max-sm:hidden">
        <span>Column in the file</span>
        <span>First values</span>
        <span>Becomes</span>
      </div>
      <ul>
        {csv.columns.map((column, index) => (
          <li key={`${column}.${index}`} className="grid min-h-11 grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)] items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 text-sm last:border-b-0 max-sm:grid-cols-1">
            <span className="truncate font-medium">{column}</span>
            <span className="truncate text-ink-2">{csv.rows.slice(0, 3).map((row) => row[index]).filter(Boolean).join(" · ") || "empty"}</span>
            <Select
              aria-label={`${column} becomes`}
              value={mapping[column] || skip}
              onChange={(path) => wizard.map(column, path === skip ? "" : path)}
              choices={choices}
              className={mapping[column] ? "" : "text-ink-2"}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
