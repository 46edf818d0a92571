import { ArrowRight } from "lucide-react";
import { useNames } from "@/kit/entity/names";
import { type EntityMeta, type FieldMeta, useEntities } from "@/kit/entity/meta";
import { Plain } from "@/kit/entity/value/FieldValue";
import { humanize } from "@/kit/lib/format";
import { Diff, Hidden } from "@/kit/ui/diff";
import type { Approval, ProposedChange } from "./types";

/** Of a proposal, what is drawn: one that nobody keeps has no more. */
type What = Pick<Approval, "operation" | "args" | "entity_type" | "target_id" | "target" | "changes">;

/** Exactly what would happen: the fields of a record as old → new, of a new record as they will be, of any other tool its arguments. */
export function ApprovalChanges({ approval, changes = approval.changes }: { approval: What; changes?: ProposedChange[] }) {
  const entity = useEntities().find((one) => one.name === approval.entity_type);
  if (!approval.entity_type) return <Arguments args={approval.args} />;
  if (changes.length === 0) return <Whole approval={approval} entity={entity} />;
  const made = changes.every((change) => (change.old === null || change.old === undefined) && (!change.hidden || !approval.target_id));
  if (made) return <Fields changes={changes} entity={entity} />;
  return <Diff changes={changes.map((change) => ({ ...change, label: fieldOf(entity, change.field)?.label }))} format={(value, field) => <ChangedValue field={fieldOf(entity, field)} value={value} />} />;
}

function fieldOf(entity: EntityMeta | undefined, name: string): FieldMeta | undefined {
  return entity?.fields.find((field) => field.name === name);
}

/** Where nothing but the record itself is concerned: it is deleted, brought back. */
function Whole({ approval, entity }: { approval: What; entity: EntityMeta | undefined }) {
  return (
    <p className="py-1 text-sm text-ink-2">
      {humanize(approval.operation.split("_")[0] ?? "change")} <ArrowRight className="mx-1 inline size-3.5 text-ink-3" aria-hidden />
      {entity && `${entity.label_singular} `}
      <strong className="font-medium text-ink">{approval.target || "records"}</strong>
    </p>
  );
}

/** The values of a record that would be new. */
function Fields({ changes, entity }: { changes: ProposedChange[]; entity: EntityMeta | undefined }) {
  return (
    <dl className="divide-y divide-line text-sm">
      {changes
        .filter((change) => change.hidden || (change.new !== null && change.new !== undefined && change.new !== ""))
        .map((change) => (
          <Row key={change.field} label={fieldOf(entity, change.field)?.label ?? humanize(change.field)}>
            {change.hidden === "both" ? <Hidden /> : <ChangedValue field={fieldOf(entity, change.field)} value={change.new} />}
          </Row>
        ))}
    </dl>
  );
}

/** What a tool that is no operation of ours would be given: an address, a method, a text. */
function Arguments({ args }: { args: Record<string, unknown> }) {
  return (
    <dl className="divide-y divide-line text-sm">
      {Object.entries(args).map(([name, value]) => (
        <Row key={name} label={humanize(name)}>
          {typeof value === "string" && !value.includes("\n") ? (
            <span className="break-all">{value || <em className="text-ink-2">empty</em>}</span>
          ) : (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
            <pre tabIndex={0} role="region" aria-label={humanize(name)} className="max-h-48 overflow-auto rounded-md bg-n-3 px-2 py-1 font-mono text-xs whitespace-pre-wrap">
              {typeof value === "string" ? value : JSON.stringify(value, null, 2)}
            </pre>
          )}
        </Row>
      ))}
    </dl>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-x-3 gap-y-0.5 py-1.5 sm:grid-cols-[140px_minmax(0,1fr)]">
      <dt className="text-ink-2">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function ChangedValue({ field, value }: { field: FieldMeta | undefined; value: unknown }) {
  if (!field) return typeof value === "object" ? JSON.stringify(value) : String(value);
  return field.kind === "ref" || field.kind === "user" ? <Name field={field} id={String(value)} /> : <Plain field={field} value={value} />;
}

function Name({ field, id }: { field: FieldMeta; id: string }) {
  return useNames(field, [id])[id] ?? id;
}
