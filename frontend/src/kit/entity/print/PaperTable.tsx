import { cn } from "@/kit/lib/cn";
import { type EntityMeta, type FieldMeta, isFigure, useEntities } from "../meta";
import type { EntityRecord } from "../record";
import { FieldValue } from "../value/FieldValue";

interface PaperTableProps {
  entity: EntityMeta;
  columns: FieldMeta[];
  rows: EntityRecord[];
}

/** Records on paper: the head repeats on each page, no row is cut in two. */
export function PaperTable({ entity, columns, rows }: PaperTableProps) {
  const entities = useEntities();
  return (
    <table aria-label={entity.label} className="w-full border-collapse text-xs">
      <thead>
        <tr>
          {columns.map((field) => (
            <th key={field.name} scope="col" className={cn("border-b border-n-8 px-1.5 py-1 font-semibold", isFigure(field) ? "text-right" : "text-left")}>
              {field.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((record) => (
          <tr key={record.id} className="break-inside-avoid">
            {columns.map((field) => (
              <td key={field.name} className={cn("border-b border-line px-1.5 py-1 align-top", isFigure(field) ? "text-right" : "break-words")}>
                <FieldValue entities={entities} field={field} record={record} whole={field.kind === "datetime" || field.kind === "tags"} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The title and the columns that the entity declares for its list. */
export function paperColumns(entity: EntityMeta, but?: string): FieldMeta[] {
  const title = entity.fields.filter((field) => field.name === entity.title_field);
  return [...title, ...entity.fields.filter((field) => field.list && field.name !== entity.title_field && field.name !== but && field.kind !== "long_text")];
}
