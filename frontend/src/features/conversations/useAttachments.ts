import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "@/kit/ui/toast";
import { attach, type Attachment, detach } from "./api";

/** Files that go with the next message. `conversation` makes the conversation first, where there is none yet. */
export function useAttachments(conversation: () => Promise<string>) {
  const [files, setFiles] = useState<Attachment[]>([]);
  const upload = useMutation({
    mutationFn: async (picked: File[]) => {
      const id = await conversation();
      for (const file of picked) {
        const made = await attach(id, file);
        setFiles((before) => [...before, made]);
      }
    },
    onError: (error) => toast.error("Could not attach the file", error),
  });
  const remove = useMutation({
    mutationFn: async (file: Attachment) => detach(await conversation(), file.id),
    onSuccess: (_, file) => setFiles((before) => before.filter((one) => one.id !== file.id)),
    onError: (error) => toast.error("Could not remove the file", error),
  });
  return { files, busy: upload.isPending, add: (picked: File[]) => picked.length > 0 && upload.mutate(picked), remove: remove.mutate, clear: () => setFiles([]) };
}
