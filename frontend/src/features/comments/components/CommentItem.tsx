import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { formatDateTime } from "@/kit/lib/format";
import { Avatar } from "@/kit/ui/avatar";
import { RelativeTime } from "@/kit/ui/figures";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem } from "@/kit/ui/menu";
import { changeComment, type Comment } from "../api";
import { Composer } from "./Composer";

const Markdown = lazy(() => import("@/kit/agent/markdown").then((module) => ({ default: module.Markdown })));

/** One comment: who, when, what; its author can change it where it stands. */
export function CommentItem({ comment, onDelete }: { comment: Comment; onDelete: () => void }) {
  const [editing, setEditing] = useState(false);
  const save = async (body: string, picked: Comment["mentions"]) => {
    await changeComment(comment, body, picked);
    setEditing(false);
  };
  return (
    <li className="flex gap-3">
      <Avatar name={comment.author.name} size={28} />
      <div className="min-w-0 flex-1">
        <Head comment={comment} onEdit={() => setEditing(true)} onDelete={onDelete} />
        {editing ? (
          <Composer of={comment} first={comment} label="Your comment" action="Save" onSend={save} onCancel={() => setEditing(false)} />
        ) : (
          <div className="text-base [&_p]:whitespace-pre-line">
            <Suspense fallback={<p>{comment.body}</p>}>
              <Markdown text={comment.body} marked={comment.mentions.map((one) => `@${one.name}`)} />
            </Suspense>
          </div>
        )}
      </div>
    </li>
  );
}

interface HeadProps {
  comment: Comment;
  onEdit: () => void;
  onDelete: () => void;
}

function Head({ comment, onEdit, onDelete }: HeadProps) {
  return (
    <div className="flex min-h-7 items-center gap-x-2 text-sm">
      <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{comment.author.name}</span>
        {comment.agent && <span className="text-ink-2">through {comment.agent}</span>}
        <span className="text-ink-2"><RelativeTime value={comment.created_at} /></span>
        {comment.edited_at && <span className="text-ink-2" title={`Changed ${formatDateTime(comment.edited_at)}`}>edited</span>}
      </p>
      {(comment.editable || comment.deletable) && (
        <span className="ml-auto">
          <Menu trigger={<IconButton size="sm" label={`More about the comment of ${comment.author.name}`}><EllipsisVertical aria-hidden /></IconButton>}>
            {comment.editable && <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>Edit</MenuItem>}
            {comment.deletable && <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={onDelete}>Delete…</MenuItem>}
          </Menu>
        </span>
      )}
    </div>
  );
}
