import { MessageSquareQuote, ThumbsDown, ThumbsUp } from "lucide-react";
import { Link } from "react-router";
import { Card } from "@/kit/ui/card";
import { RelativeTime } from "@/kit/ui/figures";
import { Select } from "@/kit/ui/select";
import { Empty, NoMatch } from "@/kit/ui/states";
import type { Rated } from "../api";

const kinds = [
  { value: "all", label: "All comments" },
  { value: "down", label: "Bad answers" },
  { value: "up", label: "Good answers" },
];

export interface RatingNotesProps {
  items: Rated[];
  /** `up` or `down`; all when empty. */
  kind: string;
  onKind: (kind: string | null) => void;
}

/** What people wrote, newest first, without their names; the conversation is a link only for who may read it. */
export function RatingNotes({ items, kind, onKind }: RatingNotesProps) {
  const written = items.flatMap((item) => item.comments.map((note) => ({ ...note, agent: item.agent, label: item.label }))).toSorted((a, b) => b.at.localeCompare(a.at));
  const shown = kind ? written.filter((note) => note.rating === kind) : written;
  return (
    <Card
      flush
      title="Comments"
      description="Without names. Where you may read the conversation, it is a link."
      actions={written.length > 0 && <Select aria-label="Which comments" className="w-36" value={kind || "all"} choices={kinds} onChange={(next) => onKind(next === "all" ? null : next)} />}
    >
      {written.length === 0 && (
        <Empty icon={MessageSquareQuote} title="Nobody has written why">
          Under an answer, people can say what was good or bad about it.
        </Empty>
      )}
      {written.length > 0 && shown.length === 0 && <NoMatch what="comments" onClear={() => onKind(null)} />}
      <ul aria-label="Comments" className="mt-2 divide-y divide-line border-t border-line empty:hidden">
        {shown.map((note, index) => (
          <li key={`${note.at} ${index}`} className="flex gap-3 px-4 py-3">
            <Thumb rating={note.rating} />
            <div className="min-w-0 flex-1">
              <p className="text-base break-words whitespace-pre-line">{note.comment}</p>
              <p className="flex flex-wrap gap-x-1.5 text-sm text-ink-2">
                <span>{note.label}</span>
                <span aria-hidden>·</span>
                <RelativeTime value={note.at} />
                {note.conversation_id && (
                  <>
                    <span aria-hidden>·</span>
                    <Link to={`/conversations/${note.conversation_id}`} className="max-w-full truncate rounded-sm text-accent-text underline-offset-4 hover:underline">
                      {note.title || "Open the conversation"}
                    </Link>
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Thumb({ rating }: { rating: "up" | "down" }) {
  const Icon = rating === "up" ? ThumbsUp : ThumbsDown;
  return <Icon role="img" aria-label={rating === "up" ? "Good answer" : "Bad answer"} className={rating === "up" ? "mt-0.5 size-4 shrink-0 text-success-text" : "mt-0.5 size-4 shrink-0 text-danger-text"} />;
}
