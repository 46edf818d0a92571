import { useQuery } from "@tanstack/react-query";
import { listCustomers } from "@/kit/api/generated/sdk.gen";
import { useUrlState } from "@/kit/lib/url-state";
import { Page } from "@/kit/ui/page";

/** Whom the courier finds in a city: `?city=Graz`. */
export default function PickupPage() {
  const city = useUrlState()[0].get("city") ?? "";
  const { data } = useQuery({ queryKey: ["entity", "customers", "pickup", city], queryFn: ({ signal }) => listCustomers({ query: { city }, signal }) });
  const lines = data?.items.map((customer) => <li key={customer.id}>{customer.name}, {customer.phone}</li>);
  return <Page title={`Pick up in ${city}`}><ul>{lines}</ul></Page>;
}
