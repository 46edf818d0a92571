import { useState } from "react";
import { Button } from "@/kit/ui/button";
import { ApiError } from "@/kit/api/errors";
import { Card } from "@/kit/ui/card";
import { Diff } from "@/kit/ui/diff";
import { DateText, Money, NumberText, RelativeTime } from "@/kit/ui/figures";
import { Pill } from "@/kit/ui/pill";
import { Empty, ErrorState, NoMatch, SkeletonRows } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { Tabs } from "@/kit/ui/tabs";
import { Checkbox } from "@/kit/ui/toggles";

const rows = [
  { number: "INV-10248", customer: "Vins et alcools Chevalier", status: "paid", due: "2026-08-01", total: "440.00" },
  { number: "INV-10249", customer: "Toms Spezialitäten", status: "overdue", due: "2026-09-12", total: "1863.40" },
  { number: "INV-10250", customer: "Hanari Carnes", status: "sent", due: "2026-12-05", total: "1552.60" },
];

export function DataParts() {
  const [tab, setTab] = useState("states");
  return (
    <Card title="Tables, figures, states">
      <div className="flex flex-col gap-4">
        <Table label="Invoices">
          <TableHead>
            <tr>
              <HeadCell className="w-9">
                <Checkbox aria-label="Select all" checked="indeterminate" />
              </HeadCell>
              <HeadCell sort="ascending" onSort={() => undefined}>
                Number
              </HeadCell>
              <HeadCell sort="none" onSort={() => undefined}>
                Customer
              </HeadCell>
              <HeadCell>Status</HeadCell>
              <HeadCell>Due</HeadCell>
              <HeadCell align="end" sort="none" onSort={() => undefined}>
                Total
              </HeadCell>
            </tr>
          </TableHead>
          <tbody>
            {rows.map((row, index) => (
              <TableRow key={row.number} data-selected={index === 1}>
                <Cell>
                  <Checkbox aria-label={`Select ${row.number}`} checked={index === 1} />
                </Cell>
                <Cell className="font-medium">{row.number}</Cell>
                <Cell>{row.customer}</Cell>
                <Cell>
                  <Pill status={row.status} />
                </Cell>
                <Cell>
                  <DateText value={row.due} />
                </Cell>
                <Cell align="end">
                  <Money value={{ amount: row.total, currency: "EUR" }} />
                </Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
        <p className="text-base">
          <NumberText value="1265793.06" /> rows, none: <Money value={null} />, <RelativeTime value={"2026-11-01T09:30:00Z"} />
        </p>
        <Diff
          changes={[
            { field: "status", old: "sent", new: "paid" },
            { field: "paid_on", old: null, new: "2026-11-20" },
          ]}
        />
        <Tabs
          label="States"
          value={tab}
          onChange={setTab}
          tabs={[
            { value: "states", label: "Empty", content: <Empty title="No invoices yet" action={<Button variant="primary">New invoice</Button>} /> },
            { value: "match", label: "No match", count: 0, content: <NoMatch what="invoices" onClear={() => undefined} /> },
            { value: "error", label: "Error", content: <ErrorState doing="load the invoices" error={new ApiError(503, { title: "Unavailable", request_id: "0198c0a2-5c1e-7c44" })} onRetry={() => undefined} /> },
            { value: "loading", label: "Loading", content: <SkeletonRows rows={4} /> },
          ]}
        />
      </div>
    </Card>
  );
}
