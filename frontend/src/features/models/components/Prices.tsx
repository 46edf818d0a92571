import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { formatDate } from "@/kit/lib/format";
import { useUrlState } from "@/kit/lib/url-state";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { Input } from "@/kit/ui/input";
import { ErrorState, NoMatch, SkeletonRows } from "@/kit/ui/states";
import { deletePrice, type Prices as Found, pricesQuery, refreshModels, type Unpriced as Model } from "../api";
import { kindLabel } from "../words";
import { PriceDialog } from "./PriceDialog";
import { type PriceAct, PriceTable } from "./PriceTable";
import { Unpriced } from "./Unpriced";

type Asking = PriceAct | { what: "new"; model?: Model } | null;

/** What a million tokens cost: models that miss a price, own prices, then the shipped ones. */
export function Prices() {
  const found = useQuery(pricesQuery);
  const [asking, setAsking] = useState<Asking>(null);
  const writable = useCan("models:write");
  return (
    <section aria-label="Prices" className="flex flex-col gap-4">
      {found.isPending && <SkeletonRows rows={8} label="Loading the prices" />}
      {found.isError && <ErrorState error={found.error} doing="load the prices" onRetry={() => void found.refetch()} />}
      {found.data && found.data.unpriced.length > 0 && <Unpriced models={found.data.unpriced} onSet={writable ? (model) => setAsking({ what: "new", model }) : undefined} />}
      {found.data && <Known found={found.data} onAsk={writable ? setAsking : undefined} />}
      {asking?.what === "new" && <PriceDialog model={asking.model} onClose={() => setAsking(null)} />}
      {asking?.what === "edit" && <PriceDialog price={asking.price} onClose={() => setAsking(null)} />}
      {asking?.what === "remove" && (
        <ConfirmDialog open onOpenChange={() => setAsking(null)} title={`Remove your price of ${asking.price.pattern}?`} confirmLabel="Remove price" onConfirm={() => deletePrice(asking.price).then(refreshModels)}>
          The shipped price counts again, where there is one. Calls that were made keep what they cost.
        </ConfirmDialog>
      )}
    </section>
  );
}

function Known({ found, onAsk }: { found: Found; onAsk?: (asking: Asking) => void }) {
  const [params, change] = useUrlState();
  const wanted = params.get("q") ?? "";
  const prices = found.items.filter((price) => `${kindLabel(price.provider)} ${price.pattern}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0 flex-1 basis-80 text-sm text-ink-2">
          <p>
            All prices and costs are in <strong className="font-medium text-ink">US dollars</strong>, per million tokens. There is no other currency.
          </p>
          <p>
            Shipped are the list prices of <strong className="font-medium text-ink">{formatDate(found.shipped_on)}</strong>; providers may have changed theirs since. Yours go before them.
          </p>
        </div>
        <Input type="search" aria-label="Find a price" placeholder="Find a model" className="w-full sm:w-56" value={wanted} onChange={(event) => change({ q: event.target.value || null })} />
        {onAsk && (
          <Button variant="primary" onClick={() => onAsk({ what: "new" })}>
            <Plus aria-hidden /> Add price
          </Button>
        )}
      </div>
      {prices.length === 0 ? <NoMatch what="prices" onClear={() => change({ q: null })} /> : <PriceTable prices={prices} onAct={onAsk} />}
    </>
  );
}
