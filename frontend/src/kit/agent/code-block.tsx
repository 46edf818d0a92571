import { createContext, useContext, useEffect, useRef, useState } from "react";
import { CopyButton } from "@/kit/ui/copy-button";
import type { Piece } from "./highlight";

/** Whether the text around a block of code is still being written. */
export const StillWriting = createContext(false);

/** Code with its language and a button that copies it. Colours come once it is finished and seen; without them nothing is missing. */
export function CodeBlock({ language, text }: { language: string; text: string }) {
  const frame = useRef<HTMLPreElement>(null);
  const pieces = usePieces(frame, language, text);
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-n-2">
      <div className="flex h-8 items-center border-b border-line pr-1 pl-3 text-xs text-ink-2">
        <span>{language || "text"}</span>
        <CopyButton text={text} what="code" className="ml-auto" />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <pre ref={frame} dir="ltr" tabIndex={0} aria-label={`Code${language ? ` in ${language}` : ""}`} className="overflow-x-auto p-3 font-mono text-sm">
        <code>{pieces ? pieces.map((piece, index) => <Colored key={index} piece={piece} />) : text}</code>
      </pre>
    </div>
  );
}

function Colored({ piece: { text, color } }: { piece: Piece }) {
  return color ? <span className={color}>{text}</span> : text;
}

/** The coloured pieces of a code, from the moment it is near the screen; null until then, and where there are none. */
function usePieces(frame: React.RefObject<HTMLElement | null>, language: string, text: string): Piece[] | null {
  const writing = useContext(StillWriting);
  const [colored, setColored] = useState<{ text: string; pieces: Piece[] | null } | null>(null);
  useEffect(() => {
    if (writing || !language || !frame.current) return;
    let left = false;
    const color = async () => {
      const { highlight } = await import("./highlight");
      const pieces = await highlight(language, text);
      if (!left) setColored({ text, pieces });
    };
    const watcher = new IntersectionObserver(
      (seen) => {
        if (!seen.some((one) => one.isIntersecting)) return;
        watcher.disconnect();
        void color().catch(() => undefined); // its chunk cannot be loaded: the code stays as it is
      },
      { rootMargin: "300px" },
    );
    watcher.observe(frame.current);
    return () => {
      left = true;
      watcher.disconnect();
    };
  }, [writing, language, text, frame]);
  return colored?.text === text ? colored.pieces : null;
}
