import { lazy } from "react";

const Markdown = lazy(() => import("@/kit/agent/markdown").then((module) => ({ default: module.Markdown })));

/** Formatted text as it is read: Markdown without raw HTML. A single line break is a line break, as people type it. */
export function LongText({ text }: { text: string }) {
  return (
    <div className="[&_:is(h3,h4):first-child]:mt-0 [&_p]:whitespace-pre-line">
      <Markdown text={text} />
    </div>
  );
}

/** The words of a Markdown text on one line, for a cell. */
export function wordsOf(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/^\s*(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, "")
    .replaceAll(/(\*\*|__|`{1,3}|~~)/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
