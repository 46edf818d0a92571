import { useState } from "react";
import { useNavigate } from "react-router";
import { usePresence } from "@/kit/live/presence";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useUrlState } from "@/kit/lib/url-state";
import { Card } from "@/kit/ui/card";
import { CopyId } from "@/kit/ui/copy-id";
import { RelativeTime } from "@/kit/ui/figures";
import { Page } from "@/kit/ui/page";
import { Pill } from "@/kit/ui/pill";
import { Tabs } from "@/kit/ui/tabs";
import { ConflictDialog } from "../conflict/ConflictDialog";
import { choiceLabel, type EntityMeta, useEntities } from "../meta";
import { type EntityRecord, titleOf } from "../record";
import RowActs, { type RowAct } from "../list/RowActs";
import { Activity } from "./Activity";
import { Others } from "./Others";
import { InlineField } from "./InlineField";
import { layoutOf } from "./layout";
import { useRecordTabs } from "./parts";
import { RecordActions } from "./RecordActions";
import { Related } from "./Related";
import { RelatedSummary } from "./RelatedSummary";
import { useFieldSave } from "./useFieldSave";

/** A record that has been loaded; fields are edited where they stand. */
export function RecordScreen({ entity, record }: { entity: EntityMeta; record: EntityRecord }) {
  const entities = useEntities();
  const navigate = useNavigate();
  const [params, change] = useUrlState();
  const [act, setAct] = useState<RowAct | null>(null);
  const { save, conflict, dropConflict } = useFieldSave(entity, record);
  const [editing, setEditing] = useState<string | null>(null);
  const others = usePresence(entity.name, record.id, editing);
  const { main, side } = layoutOf(entity);
  const inverses = entity.inverses.filter((inverse) => entities.some((one) => one.name === inverse.entity));
  const tabs = [
    { value: "activity", label: "Activity", order: 0, content: <Activity entity={entity} record={record} /> },
    ...(inverses.length > 0 ? [{ value: "related", label: "Related", order: 100, content: <Related entity={entity} record={record} inverses={inverses} /> }] : []),
    ...useRecordTabs({ entity, record }),
  ].toSorted((a, b) => a.order - b.order);
  const tab = tabs.find((one) => one.value === params.get("tab"))?.value ?? "activity";
  const field = (one: (typeof main)[number], stacked: boolean) => (
    <InlineField key={one.name} entities={entities} field={one} record={record} stacked={stacked} editable={entity.permissions.write && !one.read_only} onSave={save} others={others} onEditing={setEditing} />
  );
  useShortcut("e", "Edit", () => void navigate(`/${entity.name}/${record.id}/edit`), { enabled: entity.permissions.write });
  return (
    <Page title={titleOf(entity, record)} beside={<><Status entity={entity} record={record} /><Others entity={entity} others={others} /></>} actions={<RecordActions entity={entity} record={record} onDelete={() => setAct({ kind: "delete", record })} />}>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card flush aria-label="Fields">
            <dl className="grid px-1 py-2 xl:grid-cols-2">{main.map((one) => field(one, false))}</dl>
          </Card>
          <Tabs
            label={`More about ${titleOf(entity, record)}`}
            value={tab}
            onChange={(next) => change({ tab: next === "activity" ? null : next })}
            tabs={tabs}
          />
        </div>
        <aside aria-label="Dates, people and relations" className="flex min-w-0 flex-col gap-4 max-lg:row-start-1 max-md:row-start-auto">
          {side.length > 0 && (
            <Card flush aria-label="Dates and relations">
              <dl className="px-1 py-2">{side.map((one) => field(one, true))}</dl>
            </Card>
          )}
          {inverses.length > 0 && <RelatedSummary record={record} inverses={inverses} />}
          <About record={record} />
        </aside>
      </div>
      {conflict && <ConflictDialog entity={entity} conflict={conflict} onSaved={dropConflict} onClose={dropConflict} />}
      <RowActs entity={entity} act={act} onDone={() => setAct(null)} />
    </Page>
  );
}

/** When it was made and last changed, and its id to quote. */
function About({ record }: { record: EntityRecord }) {
  return (
    <Card aria-label="About this record">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1 text-sm [&_dd]:text-right [&_dt]:text-ink-2">
        <dt>Created</dt>
        <dd><RelativeTime value={record.created_at} /></dd>
        <dt>Changed</dt>
        <dd><RelativeTime value={record.updated_at} /></dd>
        <dt>Id</dt>
        <dd><CopyId id={record.id} /></dd>
      </dl>
    </Card>
  );
}

function Status({ entity, record }: { entity: EntityMeta; record: EntityRecord }) {
  const field = entity.fields.find((one) => one.name === entity.status?.field);
  if (!field) return null;
  const status = String(record[field.name]);
  return <Pill status={status} label={choiceLabel(field, status)} />;
}
