/** Who else looks at a record, and which field each is editing. */
import { useEffect, useState } from "react";
import { useSession } from "@/kit/session/store";
import { useLiveEvent, useTopic } from "./hooks";
import type { Present, PresenceTold } from "./refresh";
import { tellLive, useLive } from "./store";

const nobody: Present[] = [];

/** The others at a record as long as the component is there; they are told that this person is there, and in which field. */
export function usePresence(entity: string, id: string, editing: string | null = null): Present[] {
  const topic = `record:${entity}:${id}`;
  const me = useSession((state) => state.me?.id);
  const online = useLive((live) => live.state === "online");
  const [told, setTold] = useState<PresenceTold | null>(null);
  useTopic(topic);
  useLiveEvent("presence", (event) => {
    if (event.entity_type !== entity || event.entity_id !== id) return;
    setTold((before) => (before?.entity_id === id && before.seq > event.seq ? before : event));
  });
  useEffect(() => {
    if (!online || !editing) return;
    tellLive("presence", { topic, editing });
    return () => tellLive("presence", { topic, editing: null });
  }, [topic, editing, online]);
  return online && told?.entity_id === id ? told.users.filter((user) => user.id !== me) : nobody;
}
