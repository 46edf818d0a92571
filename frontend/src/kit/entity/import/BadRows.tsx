import { Download } from "lucide-react";
import { cn } from "@/kit/lib/cn";
import { formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { HeadCell, Table, TableHead } from "@/kit/ui/table";
import { saveFile } from "../list/export";
import type { EntityMeta } from "../meta";
import { type Csv, writeCsv } from "./csv";
import type { RowProblem } from "./operation";
import { namedProblem, plainProblem } from "./problems";
import type { Import } from "./useImport";

type Edits = Record<number, Record<number, string>>;

interface BadRowsProps {
  entity: EntityMeta;
  wizard: Import;
  csv: Csv;
  problems: RowProblem[];
  /** Mended cells by row number and column. */
  edits: Edits;
  onEdit: (edits: Edits) => void;
}

/** At most so many rows are shown; the file has all that were reported. */
const shownAtMost = 100;

/** The rows that cannot be imported: a bad cell is a field to mend it in, with what is wrong under it. */
export function BadRows({ entity, wizard, csv, problems, edits, onEdit }: BadRowsProps) {
  const byRow = Map.groupBy(problems, (problem) => problem.row);
  const columns = csv.columns.map((name, index) => ({ name, index, path: wizard.mapping[name] ?? "" })).filter((column) => column.path);
  const rows = [...byRow.keys()];
  const download = () => {
    const bad = rows.map((row) => [...(csv.rows[row - 1] ?? []), (byRow.get(row) ?? []).map((problem) => namedProblem(entity, problem)).join("; ")]);
    saveFile(writeCsv({ columns: [...csv.columns, "problem"], rows: bad }), wizard.name.replace(/(\.\w+)?$/, "-problems.csv"));
  };
  return (
    <Card
      flush
      title="Rows with problems"
      description={rows.length > shownAtMost ? `The first ${shownAtMost} of ${formatNumber(rows.length)}.` : "Mend them here, or download them, mend the file and begin again."}
      actions={
        <Button size="sm" onClick={download}>
          <Download aria-hidden /> Download bad rows
        </Button>
      }
    >
      <Table label="Rows with problems" frameClassName="max-h-[50vh] rounded-none border-0 border-t">
        <TableHead>
          <tr>
            <HeadCell pinned align="end" className="w-12">Row</HeadCell>
            {columns.map((column) => (
              <HeadCell key={column.index}>{column.name}</HeadCell>
            ))}
          </tr>
        </TableHead>
        <tbody>
          {rows.slice(0, shownAtMost).map((row) => (
            <BadRow key={row} entity={entity} row={row} cells={csv.rows[row - 1] ?? []} columns={columns} problems={byRow.get(row) ?? []} edits={edits[row] ?? {}} onEdit={(cell) => onEdit({ ...edits, [row]: { ...edits[row], ...cell } })} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

interface BadRowProps {
  entity: EntityMeta;
  row: number;
  cells: string[];
  columns: { name: string; index: number; path: string }[];
  problems: RowProblem[];
  edits: Record<number, string>;
  onEdit: (cell: Record<number, string>) => void;
}

function BadRow({ entity, row, cells, columns, problems, edits, onEdit }: BadRowProps) {
  const of = (path: string) => problems.filter((problem) => problem.field === path || path.split(".")[0] === problem.field || problem.field.startsWith(`${path}.`));
  const placed = new Set(columns.flatMap((column) => of(column.path)));
  const others = problems.filter((problem) => !placed.has(problem));
  return (
    <tr className="align-top">
      <th scope="row" className="sticky left-0 border-b border-line bg-surface px-3 py-2 text-right font-medium tabular-nums">
        {row}
        {others.map((problem) => (
          <p key={problem.field + problem.msg} className="w-40 text-left text-xs font-normal text-danger-text">
            {namedProblem(entity, problem)}
          </p>
        ))}
      </th>
      {columns.map((column) => {
        const wrong = of(column.path);
        const id = `problem-${row}-${column.index}`;
        return (
          <td key={column.index} className={cn("border-b border-line px-3 py-2", wrong.length > 0 ? "min-w-48 bg-danger-soft" : "max-w-56 truncate text-ink-2")}>
            {wrong.length > 0 ? (
              <>
                <input aria-label={`${column.name}, row ${row}`} aria-invalid={edits[column.index] === undefined} aria-describedby={id} className="control h-7 px-2 text-sm" value={edits[column.index] ?? cells[column.index] ?? ""} onChange={(event) => onEdit({ [column.index]: event.target.value })} />
                <p id={id} className="mt-1 text-xs text-danger-text">
                  {wrong.map((problem) => plainProblem(problem)).join("; ")}
                </p>
              </>
            ) : (
              cells[column.index]
            )}
          </td>
        );
      })}
    </tr>
  );
}
