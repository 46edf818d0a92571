import { useMutation, useQuery } from "@tanstack/react-query";
import { Eye, EyeOff } from "lucide-react";
import type { RecordPartProps } from "@/kit/entity/detail/parts";
import { Avatar } from "@/kit/ui/avatar";
import { Button } from "@/kit/ui/button";
import { Popover } from "@/kit/ui/popover";
import { toast } from "@/kit/ui/toast";
import { watch, watchersQuery } from "../api";

/** Says whether and by whom the record is watched; opens the list, where one joins or leaves. */
export default function WatchButton({ entity, record }: RecordPartProps) {
  const of = { record_type: entity.name, record_id: record.id };
  const { data } = useQuery(watchersQuery(of));
  const change = useMutation({ mutationFn: (on: boolean) => watch(of, on), onError: (error) => toast.error("Could not change that", error) });
  if (!data) return null;
  const { watching, people } = data;
  const count = people.length;
  return (
    <Popover
      label="Watchers"
      align="end"
      className="w-64"
      trigger={
        <Button variant="ghost" aria-label={`${watching ? "You watch this" : "You do not watch this"}; ${count} watching`}>
          {watching ? <Eye aria-hidden className="text-accent-text" /> : <EyeOff aria-hidden />}
          {count > 0 && <span className="tabular-nums">{count}</span>}
        </Button>
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        <p className="text-ink-2">{watching ? "You are told when this changes or somebody comments." : "You are not told when this changes."}</p>
        <Button size="sm" busy={change.isPending} onClick={() => change.mutate(!watching)}>
          {watching ? "Stop watching" : "Watch"}
        </Button>
        {count > 0 && (
          <ul aria-label="People who watch this" className="flex max-h-48 flex-col gap-1.5 overflow-y-auto border-t border-line pt-3">
            {people.map((person) => (
              <li key={person.id} className="flex min-w-0 items-center gap-2">
                <Avatar name={person.name} size={20} />
                <span className="truncate">{person.name}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Popover>
  );
}
