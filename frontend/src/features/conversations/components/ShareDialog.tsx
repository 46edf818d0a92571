import { useMutation, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { messageOf } from "@/kit/api/errors";
import { queryClient } from "@/kit/api/query";
import type { Conversation } from "@/kit/agent/queries";
import { useMe } from "@/kit/session/store";
import { Avatar } from "@/kit/ui/avatar";
import { Combobox } from "@/kit/ui/combobox";
import { Dialog } from "@/kit/ui/dialog";
import { FormField } from "@/kit/ui/form-field";
import { IconButton } from "@/kit/ui/icon-button";
import { Skeleton } from "@/kit/ui/states";
import { colleagues, readersQuery, share, unshare } from "../api";

/** Who reads along: colleagues who are picked by name. They see it live and cannot write. */
export default function ShareDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const me = useMe();
  const readers = useQuery(readersQuery(conversation.id));
  const change = useMutation({
    mutationFn: ({ id, on }: { id: string; on: boolean }) => (on ? share(conversation.id, id) : unshare(conversation.id, id)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: readersQuery(conversation.id).queryKey }),
  });
  const search = async (text: string, signal: AbortSignal) => {
    const found = await colleagues(me.organization.id, text, signal);
    const taken = new Set([me.id, ...(readers.data ?? []).map((one) => one.user_id)]);
    return found.filter((one) => !taken.has(one.user_id)).map((one) => ({ value: one.user_id, label: one.name || one.email, hint: one.email }));
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Share the conversation" description="They read it as it goes on, with what agents say in it. They can not write, and see no files or results beyond the messages." size="sm">
      <div className="space-y-4">
        <FormField label="Colleague" error={change.error ? messageOf(change.error) : undefined}>
          {(field) => <Combobox {...field} value={null} onChange={(id) => id && change.mutate({ id, on: true })} search={search} searchKey={["colleagues", me.organization.id, (readers.data ?? []).length]} placeholder="Find by name" />}
        </FormField>
        {readers.isPending && <Skeleton className="h-10 w-full" />}
        {readers.data?.length === 0 && <p className="text-sm text-ink-2">Only you can read it.</p>}
        <ul aria-label="Readers" className="space-y-1">
          {readers.data?.map((reader) => (
            <li key={reader.user_id} className="flex h-10 items-center gap-2">
              <Avatar name={reader.name} size={24} />
              <span className="min-w-0 flex-1 truncate">{reader.name}</span>
              <IconButton label={`Stop sharing with ${reader.name}`} size="sm" onClick={() => change.mutate({ id: reader.user_id, on: false })}>
                <X aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
