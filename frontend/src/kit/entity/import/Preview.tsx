import { formatNumber } from "@/kit/lib/format";
import { Card } from "@/kit/ui/card";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import type { Csv } from "./csv";
import type { Import } from "./useImport";

const few = 8;

/** The first rows as they will come in: only what is matched, under the names of the fields. */
export function Preview({ wizard, csv }: { wizard: Import; csv: Csv }) {
  const columns = csv.columns.flatMap((name, index) => {
    const target = wizard.targets.find((one) => one.path === wizard.mapping[name]);
    return target ? [{ index, target }] : [];
  });
  return (
    <Card flush title="The first rows" description={csv.rows.length > few ? `${few} of ${formatNumber(csv.rows.length)}` : undefined}>
      <Table label="The first rows" frameClassName="rounded-none rounded-b-lg border-0 border-t">
        <TableHead>
          <tr>
            {columns.map(({ index, target }) => (
              <HeadCell key={index} align={target.path.endsWith(".amount") ? "end" : "start"}>
                {target.label}
              </HeadCell>
            ))}
          </tr>
        </TableHead>
        <tbody>
          {csv.rows.slice(0, few).map((row, at) => (
            <TableRow key={at}>
              {columns.map(({ index, target }) => (
                <Cell key={index} align={target.path.endsWith(".amount") ? "end" : "start"} className="max-w-56">
                  {row[index]}
                </Cell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
