import { useState } from "react";
import { formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { CopyButton } from "@/kit/ui/copy-button";

const SHORT = 1200;

/** A text as it was sent, to the character: never drawn as Markdown. Long ones open on demand; `what` offers to copy it. */
export function RawText({ text, what }: { text: string; what?: string }) {
  const [whole, setWhole] = useState(text.length <= SHORT);
  return (
    <div className={what ? "relative rounded-md border border-line bg-n-2 p-2 pr-10" : undefined}>
      {what && <CopyButton text={text} what={what} className="absolute top-1 right-1" />}
      <pre className="font-mono text-xs leading-5 break-words whitespace-pre-wrap">{whole ? text : `${text.slice(0, SHORT)}…`}</pre>
      {!whole && (
        <Button size="sm" variant="link" onClick={() => setWhole(true)}>
          Show all {formatNumber(text.length)} characters
        </Button>
      )}
    </div>
  );
}
