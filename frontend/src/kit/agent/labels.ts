/** How agents are called, wherever the API names them by their short names. */
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { humanize } from "@/kit/lib/format";
import { useCan } from "@/kit/session/store";
import { capabilitiesQuery } from "./queries";

/** "Credit & collections" of `credit_collections`; of agents that are no longer offered the name, made readable. */
export function useAgentLabel(): (name: string) => string {
  const { data } = useQuery({ ...capabilitiesQuery, enabled: useCan("agents:use") });
  return useCallback((name: string) => data?.agents.find((agent) => agent.name === name)?.label ?? humanize(name), [data]);
}
