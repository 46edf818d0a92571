import { useMutation, useQuery } from "@tanstack/react-query";
import { Brain } from "lucide-react";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { toast } from "@/kit/ui/toast";

/** What agents know about the person in every conversation. */
export interface Memory {
  id: string;
  text: string;
  agent: string;
  conversation_id: string | null;
  created_at: string;
}

export const memoriesQuery = {
  queryKey: ["memories"],
  queryFn: ({ signal }: { signal: AbortSignal }) => apiRequest<Page<Memory>>("GET", "/memories", { signal }).then((page) => page.items),
};

/** Erases one; the screens that show it follow. */
export async function forget(id: string): Promise<void> {
  await apiRequest<unknown>("DELETE", `/memories/${id}`);
  await queryClient.invalidateQueries({ queryKey: memoriesQuery.queryKey });
}

/** Says that an agent has noted something about the person, and takes it back on demand. */
export function Remembered({ text }: { text: string }) {
  const known = useQuery(memoriesQuery);
  const words = text.replaceAll(/\s+/g, " ").trim().toLowerCase();
  const memory = known.data?.find((one) => one.text.toLowerCase() === words);
  const undo = useMutation({ mutationFn: forget, onError: (error) => toast.error("Could not forget it", error) });
  return (
    <p className="flex min-h-7 flex-wrap items-center gap-1.5 text-sm text-ink-2">
      <Brain className="size-3.5 shrink-0" aria-hidden />
      <span>
        {memory || known.isPending ? "Remembered" : "No longer remembered"}: <span className="text-ink">{text}</span>
      </span>
      {memory && (
        <button type="button" disabled={undo.isPending} onClick={() => undo.mutate(memory.id)} className="rounded-sm font-medium text-accent-text underline-offset-4 hover:underline pointer-coarse:min-h-10">
          Undo
        </button>
      )}
    </p>
  );
}
