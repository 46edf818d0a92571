import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useDrag } from "@/kit/lib/use-drag";
import { ErrorState } from "@/kit/ui/states";
import { FilterBar } from "../filters/FilterBar";
import { ListFooter } from "../list/ListFooter";
import type { LayoutProps } from "../list/ListLayout";
import { type FieldMeta, useEntities } from "../meta";
import { statsQuery } from "../queries";
import { type EntityRecord, titleOf } from "../record";
import { OptionSelect } from "../views/OptionSelect";
import { boardFields } from "../views/look";
import { BoardColumn } from "./BoardColumn";
import { columnOf, columnsOf, refusal } from "./board";
import { useMoves } from "./useMoves";

const MoveDialog = lazy(() => import("./MoveDialog"));

/** The records as cards in a column for each status (or value of another field); dragging a card moves the record. */
export default function BoardLayout(props: LayoutProps) {
  const { entity, view } = props;
  const fields = boardFields(entity);
  const field = fields.find((one) => one.name === view.look.options) ?? fields[0];
  if (!field) return null;
  return <Board key={field.name} {...props} field={field} fields={fields} />;
}

function Board({ entity, view, sums, total, searchRef, field, fields }: LayoutProps & { field: FieldMeta; fields: FieldMeta[] }) {
  const entities = useEntities();
  const stats = useQuery({ ...statsQuery(entity, view.search, { group_by: field.name, ...(entity.money_field ? { sum: entity.money_field } : {}) }), enabled: !view.waiting });
  const columns = columnsOf(entity, field, view.state, stats.data);
  const labelOf = (value: string) => columns.find((column) => column.value === value)?.label ?? value;
  const moves = useMoves(entity, field, view.state, labelOf);
  const mayMove = entity.permissions.write && !field.read_only && !view.state.deleted;
  const { drag, said, handlers } = useDrag<EntityRecord>({
    home: (record) => columnOf(field, record),
    step: (from, key) => columns[columns.findIndex((column) => column.value === from) + (key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0)]?.value ?? null,
    onDrop: moves.move,
    say: (record, over, phase) => {
      const what = titleOf(entity, record);
      if (phase === "lifted") return `Lifted ${what} from ${labelOf(over ?? "")}. Left and right choose a column, Space drops, Escape puts it back.`;
      if (phase === "back" || over === null) return `${what} stays where it was.`;
      const why = refusal(entity, field, record, over);
      return why ? `${labelOf(over)}: not possible. ${why}.` : `${phase === "dropped" ? `Dropped ${what} on` : "Over"} ${labelOf(over)}.`;
    },
  });
  if (stats.error && !stats.data) return <ErrorState error={stats.error} doing={`load the ${entity.label.toLowerCase()}`} onRetry={() => void stats.refetch()} />;
  return (
    <>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <FilterBar entity={entity} state={view.state} onChange={view.change} searchRef={searchRef} />
        </div>
        {fields.length > 1 && <OptionSelect label="Columns by" value={field.name} choices={fields.map((one) => ({ value: one.name, label: one.label }))} onChange={(options) => view.setLook({ layout: "board", options })} />}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div role="region" aria-label={`${entity.label} by ${field.label.toLowerCase()}`} tabIndex={0} className="-mx-4 flex min-h-0 flex-1 snap-x scroll-px-4 gap-3 overflow-x-auto px-4 pb-2 outline-offset-[-2px] md:-mx-6 md:scroll-px-6 md:px-6">
        {columns.map((column) => (
          <BoardColumn key={column.value} entity={entity} entities={entities} field={field} column={column} loading={stats.isPending} drag={drag} handlers={mayMove ? handlers : null} />
        ))}
      </div>
      <p id="board-keys" hidden>Space lifts the card</p>
      <p role="status" className="sr-only">{said}</p>
      <ListFooter entity={entity} total={total} sums={sums} />
      <Suspense fallback={null}>
        {moves.asking && <MoveDialog entity={entity} {...moves.asking} onMove={moves.answer} onClose={moves.dismiss} />}
      </Suspense>
    </>
  );
}
