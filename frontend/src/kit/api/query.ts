/** The query cache. Keys: `["entity", type, …]` for records (refreshed by live events), `[noun, …]` for everything else. */
import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors";

/** The answer of every list endpoint. */
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
  /** Only with `?count=true`. */
  total?: number;
}

/** A failed read is tried again only where trying can help. */
function worthRetrying(failures: number, error: Error): boolean {
  if (failures >= 2) return false;
  return error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504);
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: worthRetrying, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}

/** The one of the application. */
export const queryClient = makeQueryClient();
