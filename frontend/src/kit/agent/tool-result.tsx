import { Link } from "react-router";
import { useEntities } from "@/kit/entity/meta";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { figuresOf, hiddenIn, nothingIn, type ResultTable, tableOf } from "./result";
import { ResultChart } from "./result-chart";

/** What a tool call brought: a table when it is a list or figures, otherwise the text as it came. */
export function ToolResult({ operation, result }: { operation: string; result: string | null }) {
  const entities = useEntities();
  const figures = figuresOf(result);
  if (figures) return <ResultChart figures={figures} />;
  const table = tableOf(result, operation, entities);
  if (table) return <Rows table={table} />;
  if (!result) return <p>No result was kept.</p>;
  if (hiddenIn(result)) return <p>{hiddenIn(result)}</p>;
  if (nothingIn(result)) return <p>Nothing was found.</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <pre tabIndex={0} aria-label="Result" className="max-h-64 overflow-auto rounded-lg border border-line bg-n-2 p-3 font-mono text-xs whitespace-pre-wrap">
      {pretty(result)}
    </pre>
  );
}

function Rows({ table }: { table: ResultTable }) {
  return (
    <>
      <Table label="Result" frameClassName="max-h-80">
        <TableHead>
          <TableRow>
            {table.columns.map((column) => (
              <HeadCell key={column.key} align={column.figure ? "end" : "start"}>
                {column.label}
              </HeadCell>
            ))}
          </TableRow>
        </TableHead>
        <tbody>
          {table.rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a result never changes
            <TableRow key={row.id ?? index}>
              {row.cells.map((cell, at) => (
                <Cell key={table.columns[at]?.key} align={table.columns[at]?.figure ? "end" : "start"} className="max-w-56">
                  {at === 0 && row.id && table.entity ? (
                    <Link to={`/${table.entity}/${row.id}`} className="rounded-sm text-accent-text underline-offset-4 hover:underline">
                      {cell}
                    </Link>
                  ) : (
                    cell
                  )}
                </Cell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
      {table.note && <p className="text-xs">{table.note}</p>}
    </>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
