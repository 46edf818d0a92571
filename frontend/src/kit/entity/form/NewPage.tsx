import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { Page } from "@/kit/ui/page";
import { toast } from "@/kit/ui/toast";
import { EntityGate } from "../EntityGate";
import type { EntityMeta, FieldMeta } from "../meta";
import { type EntityRecord, titleOf } from "../record";
import { EntityForm } from "./EntityForm";
import { useLeaveGuard } from "@/kit/layout/leave-guard";

/** A new record; fields named in the address (`?customer=…`) begin with those values. */
export default function NewPage() {
  return <EntityGate need="write">{(entity) => <NewScreen key={entity.name} entity={entity} />}</EntityGate>;
}

function NewScreen({ entity }: { entity: EntityMeta }) {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [dirty, setDirty] = useState(false);
  const { guard, release } = useLeaveGuard(dirty);
  const title = `New ${entity.label_singular.toLowerCase()}`;
  useScreenTitle(dirty ? `● ${title}` : title);
  const initial = Object.fromEntries(entity.fields.filter((field) => params.has(field.name)).flatMap((field) => fromAddress(field, params.get(field.name) ?? "")));
  const saved = (record: EntityRecord) => {
    release();
    toast.success(`Created ${titleOf(entity, record)}`);
    void navigate(`/${entity.name}/${record.id}`, { replace: true });
  };
  return (
    <Page title={title} narrow beside={dirty && <Unsaved />}>
      <EntityForm entity={entity} initial={initial} onSaved={saved} onCancel={() => void navigate(-1)} onDirty={setDirty} />
      {guard}
    </Page>
  );
}

/** A value in an address: several stand with commas between them; what has no simple text cannot be given. */
function fromAddress(field: FieldMeta, text: string): [string, unknown][] {
  if (["money", "json", "file", "image"].includes(field.kind)) return [];
  if (field.kind === "tags" || field.kind === "refs") return [[field.name, text.split(",")]];
  return [[field.name, field.kind === "boolean" ? text === "true" : text]];
}

/** Says that something has been typed and not saved. */
export function Unsaved() {
  return <span className="rounded-full bg-warning-soft px-2 py-0.5 text-xs font-medium text-warning-text">Not saved</span>;
}
