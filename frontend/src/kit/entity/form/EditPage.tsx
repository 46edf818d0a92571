import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { ApiError } from "@/kit/api/errors";
import { NotFoundPage } from "@/kit/layout/error-pages";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { usePresence } from "@/kit/live/presence";
import { Page } from "@/kit/ui/page";
import { ErrorState } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { Others } from "../detail/Others";
import { EntityGate } from "../EntityGate";
import type { EntityMeta } from "../meta";
import { recordQuery } from "../queries";
import { type EntityRecord, titleOf } from "../record";
import { EntityForm } from "./EntityForm";
import { Unsaved } from "./NewPage";
import { useLeaveGuard } from "@/kit/layout/leave-guard";

/** All fields of a record in a form. */
export default function EditPage() {
  const { id = "" } = useParams();
  return <EntityGate need="write">{(entity) => <Loaded key={id} entity={entity} id={id} />}</EntityGate>;
}

function Loaded({ entity, id }: { entity: EntityMeta; id: string }) {
  const { data, error, isPlaceholderData, refetch } = useQuery(recordQuery(entity, id));
  if (error instanceof ApiError && (error.status === 404 || error.status === 422)) return <NotFoundPage what={entity.label_singular.toLowerCase()} />;
  if (error) return <ErrorState error={error} doing={`load this ${entity.label_singular.toLowerCase()}`} onRetry={() => void refetch()} />;
  if (!data || isPlaceholderData) return null;
  return <EditScreen entity={entity} record={data} />;
}

function EditScreen({ entity, record }: { entity: EntityMeta; record: EntityRecord }) {
  const navigate = useNavigate();
  const [dirty, setDirty] = useState(false);
  const [began] = useState(record);
  const [field, setField] = useState<string | null>(null);
  const others = usePresence(entity.name, began.id, field);
  const { guard, release } = useLeaveGuard(dirty);
  const title = titleOf(entity, began);
  useScreenTitle(`${dirty ? "● " : ""}Edit ${title}`);
  const saved = () => {
    release();
    toast.success(`Saved ${title}`);
    void navigate(`/${entity.name}/${began.id}`, { replace: true });
  };
  return (
    <Page title={`Edit ${title}`} narrow beside={<>{dirty && <Unsaved />}<Others entity={entity} others={others} /></>}>
      {record.version !== began.version && (
        <p role="status" className="rounded-md bg-info-soft px-3 py-2 text-sm text-info-text">
          Somebody has changed this record since you opened it. When you save, you can compare and choose.
        </p>
      )}
      <EntityForm entity={entity} record={began} onSaved={saved} onCancel={() => void navigate(-1)} onDirty={setDirty} onField={setField} others={others} />
      {guard}
    </Page>
  );
}
