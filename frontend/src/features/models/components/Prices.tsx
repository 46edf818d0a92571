import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, Undo2 } from "lucide-react";
import { useState } from "react";
import { formatNumber } from "@/kit/lib/format";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { DateText } from "@/kit/ui/figures";
import { IconButton } from "@/kit/ui/icon-button";
import { Input } from "@/kit/ui/input";
import { Pill } from "@/kit/ui/pill";
import { ErrorState, NoMatch, SkeletonRows } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { deletePrice, type Price, pricesQuery, refreshModels } from "../api";
import { kindLabel } from "../words";
import { PriceDialog } from "./PriceDialog";

type Asking = { what: "edit" | "remove"; price: Price } | { what: "new" } | null;

/** What a million tokens cost: own prices first, then the known ones. */
export function Prices() {
  const list = useQuery(pricesQuery);
  const writable = useCan("models:write");
  const [wanted, setWanted] = useState("");
  const [asking, setAsking] = useState<Asking>(null);
  const prices = (list.data ?? []).filter((price) => `${kindLabel(price.provider)} ${price.pattern}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <section aria-label="Prices" className="flex flex-col gap-3">
      <p className="text-sm text-ink-2">Per million tokens, in US dollars. Known list prices are shipped; yours go before them. A model without a price counts as 0 and is marked in the usage.</p>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Input type="search" aria-label="Find a price" placeholder="Find a model" className="w-full sm:w-56" value={wanted} onChange={(event) => setWanted(event.target.value)} />
        {writable && (
          <Button variant="primary" onClick={() => setAsking({ what: "new" })}>
            <Plus aria-hidden /> Add price
          </Button>
        )}
      </div>
      {list.isPending && <SkeletonRows rows={8} label="Loading the prices" />}
      {list.isError && <ErrorState error={list.error} doing="load the prices" onRetry={() => void list.refetch()} />}
      {list.isSuccess && prices.length === 0 && <NoMatch what="prices" onClear={() => setWanted("")} />}
      {prices.length > 0 && <PriceTable prices={prices} onAsk={writable ? setAsking : undefined} />}
      {asking?.what === "new" && <PriceDialog onClose={() => setAsking(null)} />}
      {asking?.what === "edit" && <PriceDialog price={asking.price} onClose={() => setAsking(null)} />}
      {asking?.what === "remove" && (
        <ConfirmDialog open onOpenChange={() => setAsking(null)} title={`Remove your price of ${asking.price.pattern}?`} confirmLabel="Remove price" onConfirm={() => deletePrice(asking.price).then(refreshModels)}>
          The known price counts again, where there is one. Calls that were made keep what they cost.
        </ConfirmDialog>
      )}
    </section>
  );
}

const rate = (value: string) => formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 6 });

function PriceTable({ prices, onAsk }: { prices: Price[]; onAsk?: (asking: Asking) => void }) {
  return (
    <Table label="Prices">
      <TableHead>
        <TableRow>
          <HeadCell>Model</HeadCell>
          <HeadCell className="max-sm:hidden">Provider</HeadCell>
          <HeadCell align="end">Input</HeadCell>
          <HeadCell align="end">Output</HeadCell>
          <HeadCell className="max-md:hidden">From</HeadCell>
          {onAsk && (
            <HeadCell align="end">
              <span className="sr-only">What to do</span>
            </HeadCell>
          )}
        </TableRow>
      </TableHead>
      <tbody>
        {prices.map((price) => (
          <TableRow key={price.id ?? `${price.provider}/${price.pattern}`}>
            <Cell className="max-w-40 sm:max-w-72">
              <span className="font-medium">{price.pattern}</span> {price.id && <Pill status="own" label="Yours" tone="accent" className="ml-1 align-middle" />}
            </Cell>
            <Cell className="max-sm:hidden">{kindLabel(price.provider)}</Cell>
            <Cell align="end">{rate(price.input)}</Cell>
            <Cell align="end">{rate(price.output)}</Cell>
            <Cell className="max-md:hidden">
              <DateText value={price.valid_from} />
            </Cell>
            {onAsk && (
              <Cell align="end" className="py-0 whitespace-nowrap">
                <IconButton size="sm" label={price.id ? `Change the price of ${price.pattern}` : `Set your own price of ${price.pattern}`} onClick={() => onAsk({ what: "edit", price })}>
                  <Pencil aria-hidden />
                </IconButton>
                {price.id && (
                  <IconButton size="sm" label={`Remove your price of ${price.pattern}`} onClick={() => onAsk({ what: "remove", price })}>
                    <Undo2 aria-hidden />
                  </IconButton>
                )}
              </Cell>
            )}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
