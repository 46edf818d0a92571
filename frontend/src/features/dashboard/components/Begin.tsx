import { Upload } from "lucide-react";
import { Link } from "react-router";
import type { EntityMeta } from "@/kit/entity/meta";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { Empty } from "@/kit/ui/states";

/** Before there are records: the way to get them in. */
export function Begin({ entities }: { entities: EntityMeta[] }) {
  const [first, ...others] = entities.filter((entity) => entity.permissions.write);
  if (!first)
    return (
      <Card>
        <Empty title="There are no records yet">Somebody whose role allows it can add them.</Empty>
      </Card>
    );
  return (
    <Card>
      <Empty
        icon={Upload}
        title="Bring your records in to see where things stand"
        action={
          <>
            <Button asChild variant="primary">
              <Link to={`/${first.name}/import`}>Import {first.label.toLowerCase()}</Link>
            </Button>
            {others.map((entity) => (
              <Button key={entity.name} asChild>
                <Link to={`/${entity.name}/import`}>Import {entity.label.toLowerCase()}</Link>
              </Button>
            ))}
          </>
        }
      >
        A CSV file will do: columns are matched, and everything is checked before anything is written.
      </Empty>
    </Card>
  );
}
