import { Plus, Trash2, Upload } from "lucide-react";
import { Link } from "react-router";
import { Button } from "@/kit/ui/button";
import { iconNamed } from "@/kit/ui/icon";
import { Empty } from "@/kit/ui/states";
import type { EntityMeta } from "../meta";

/** No record of this entity yet: what it is for, and the two ways to the first one. */
export default function EmptyList({ entity, deleted }: { entity: EntityMeta; deleted: boolean }) {
  const what = entity.label.toLowerCase();
  if (deleted) return <Empty icon={Trash2} title={`No ${what} have been deleted`} />;
  return (
    <Empty
      icon={iconNamed(entity.icon)}
      title={`There are no ${what} yet`}
      action={
        entity.permissions.write && (
          <>
            <Button asChild>
              <Link to={`/${entity.name}/import`}>
                <Upload aria-hidden /> Import {what}
              </Link>
            </Button>
            <Button asChild variant="primary">
              <Link to={`/${entity.name}/new`}>
                <Plus aria-hidden /> New {entity.label_singular.toLowerCase()}
              </Link>
            </Button>
          </>
        )
      }
    >
      {entity.description && <p>{entity.description}</p>}
    </Empty>
  );
}
