import { HeadCell, TableHead } from "@/kit/ui/table";
import { Checkbox } from "@/kit/ui/toggles";
import { nextSort, sortedBy } from "../filters/filters";
import { type EntityMeta, type FieldMeta, isFigure } from "../meta";
import type { List } from "./useList";
import type { Selection } from "./useSelection";

interface RecordHeadProps {
  entity: EntityMeta;
  list: List;
  columns: FieldMeta[];
  selection: Selection;
}

/** The names of the columns; a press sorts up, then down, then as the entity does. */
export function RecordHead({ entity, list, columns, selection }: RecordHeadProps) {
  const { state, change } = list;
  return (
    <TableHead>
      <tr aria-rowindex={1}>
        <HeadCell pinned className="pr-0">
          <Checkbox aria-label="Select all rows" checked={selection.all} disabled={list.rows.length === 0} onCheckedChange={selection.toggleAll} className="align-middle" />
        </HeadCell>
        {columns.map((field, index) => (
          <HeadCell
            key={field.name}
            pinned={index === 0}
            align={isFigure(field) ? "end" : "start"}
            sort={field.sort ? sortedBy(entity, state.sort, field) : undefined}
            onSort={field.sort ? () => change({ ...state, sort: nextSort(state.sort, field.name) }) : undefined}
            className={index === 0 ? "left-10" : undefined}
          >
            {field.label}
          </HeadCell>
        ))}
      </tr>
    </TableHead>
  );
}
