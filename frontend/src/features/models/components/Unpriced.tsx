import { TriangleAlert } from "lucide-react";
import { formatCompact, formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { RelativeTime } from "@/kit/ui/figures";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import type { Unpriced as Model } from "../api";
import { kindLabel } from "../words";

/** Models that answered lately and have no price: what they cost stands nowhere until somebody says it. */
export function Unpriced({ models, onSet }: { models: Model[]; onSet?: (model: Model) => void }) {
  const title = models.length === 1 ? "1 model in use has no price" : `${formatNumber(models.length)} models in use have no price`;
  return (
    <Card
      flush
      title={
        <span className="flex items-center gap-2">
          <TriangleAlert className="size-4 shrink-0 text-warning-text" aria-hidden /> {title}
        </span>
      }
      description="What these calls of the last 90 days cost is unknown. It is in no sum, and no limit holds it back."
    >
      <Table label="Models without a price" frameClassName="mt-2 max-h-80 rounded-t-none border-x-0 border-b-0">
        <TableHead>
          <TableRow>
            <HeadCell>Model</HeadCell>
            <HeadCell className="max-sm:hidden">Provider</HeadCell>
            <HeadCell align="end">Calls</HeadCell>
            <HeadCell align="end" className="max-sm:hidden">
              Tokens
            </HeadCell>
            <HeadCell align="end" className="max-md:hidden">
              Last used
            </HeadCell>
            {onSet && (
              <HeadCell align="end">
                <span className="sr-only">What to do</span>
              </HeadCell>
            )}
          </TableRow>
        </TableHead>
        <tbody>
          {models.map((model) => (
            <TableRow key={`${model.provider}/${model.model}`}>
              <Cell className="max-w-36 font-medium sm:max-w-72" title={model.model}>
                {model.model}
              </Cell>
              <Cell className="max-sm:hidden">{kindLabel(model.provider)}</Cell>
              <Cell align="end">{formatNumber(model.calls)}</Cell>
              <Cell align="end" className="max-sm:hidden">
                {formatCompact(model.input_tokens + model.output_tokens)}
              </Cell>
              <Cell align="end" className="text-ink-2 max-md:hidden">
                <RelativeTime value={model.last_at} />
              </Cell>
              {onSet && (
                <Cell align="end" className="py-0 whitespace-nowrap">
                  <Button size="sm" aria-label={`Set the price of ${model.model}`} onClick={() => onSet(model)}>
                    Set price
                  </Button>
                </Cell>
              )}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
