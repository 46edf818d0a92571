import { Pencil, Undo2 } from "lucide-react";
import { formatNumber } from "@/kit/lib/format";
import { DateText } from "@/kit/ui/figures";
import { IconButton } from "@/kit/ui/icon-button";
import { Pill } from "@/kit/ui/pill";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import type { Price } from "../api";
import { kindLabel } from "../words";

export type PriceAct = { what: "edit" | "remove"; price: Price };

const dollars = (value: string) => formatNumber(value, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol", minimumFractionDigits: 2, maximumFractionDigits: 6 });

/** Prices line by line; own ones can be changed and taken back, shipped ones replaced. */
export function PriceTable({ prices, onAct }: { prices: Price[]; onAct?: (act: PriceAct) => void }) {
  return (
    <Table label="Prices">
      <TableHead>
        <TableRow>
          <HeadCell>Model</HeadCell>
          <HeadCell className="max-sm:hidden">Provider</HeadCell>
          <HeadCell className="max-md:hidden">Whose</HeadCell>
          <HeadCell align="end">
            Read<span className="max-sm:hidden">, $ per million</span>
          </HeadCell>
          <HeadCell align="end">
            Written<span className="max-sm:hidden">, $ per million</span>
          </HeadCell>
          <HeadCell align="end" className="max-md:hidden">
            Valid from
          </HeadCell>
          {onAct && (
            <HeadCell align="end">
              <span className="sr-only">What to do</span>
            </HeadCell>
          )}
        </TableRow>
      </TableHead>
      <tbody>
        {prices.map((price) => (
          <Row key={price.id ?? `${price.provider}/${price.pattern}`} price={price} onAct={onAct} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ price, onAct }: { price: Price; onAct?: (act: PriceAct) => void }) {
  return (
    <TableRow>
      <Cell className="max-w-36 font-medium sm:max-w-72" title={price.pattern}>
        {price.pattern}
        {price.id && <span className="ml-1.5 text-xs font-normal text-ink-2 md:hidden">Yours</span>}
      </Cell>
      <Cell className="max-sm:hidden">{kindLabel(price.provider)}</Cell>
      <Cell className="max-md:hidden">{price.id ? <Pill status="own" label="Yours" tone="accent" /> : <span className="text-ink-2">Shipped</span>}</Cell>
      <Cell align="end">{dollars(price.input)}</Cell>
      <Cell align="end">{dollars(price.output)}</Cell>
      <Cell align="end" className="max-md:hidden">
        <DateText value={price.valid_from} />
      </Cell>
      {onAct && (
        <Cell align="end" className="py-0 whitespace-nowrap">
          <IconButton size="sm" label={price.id ? `Change the price of ${price.pattern}` : `Set your own price of ${price.pattern}`} onClick={() => onAct({ what: "edit", price })}>
            <Pencil aria-hidden />
          </IconButton>
          {price.id && (
            <IconButton size="sm" label={`Remove your price of ${price.pattern}`} onClick={() => onAct({ what: "remove", price })}>
              <Undo2 aria-hidden />
            </IconButton>
          )}
        </Cell>
      )}
    </TableRow>
  );
}
