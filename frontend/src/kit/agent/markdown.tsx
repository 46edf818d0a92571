import { Check } from "lucide-react";
import { type ComponentProps, memo, useMemo, useRef } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import { Link } from "react-router";
import remarkGfm from "remark-gfm";
import { cn } from "@/kit/lib/cn";
import { openFence, stableBlocks } from "./blocks";
import { CodeBlock, StillWriting } from "./code-block";
import { figureColumns } from "./figure-columns";
import { shownOf } from "./growing";
import { marking } from "./marked";
import { TableTools } from "./table-tools";

/**
 * Text of an agent. Raw HTML is shown as text and pictures are not loaded (an address in one could carry data away);
 * links to this application stay in it, others open apart; each part runs in the direction of its own language. It is drawn part by part, so that a part that is finished is not drawn again.
 */
export function Markdown({ text, growing = false, marked = none }: { text: string; growing?: boolean; /** Words that stand out. */ marked?: string[] }) {
  const blocks = useMemo(() => stableBlocks(text), [text]);
  const writing = growing ? openFence(blocks.at(-1) ?? "") : null; // code in the making needs no parser
  return (
    // 580 px of 15 px Inter are about 80 characters: comfortable to read; tables and code take the whole column
    <div className="space-y-3 break-words [&_.task-list-item]:-ms-5 [&_.task-list-item]:list-none [&_:is(h3,h4)]:mt-4 [&_:is(p,ul,ol,blockquote)]:max-w-[580px]">
      {(writing ? blocks.slice(0, -1) : blocks).map((block, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts are only ever added at the end
        <Block key={index} text={block} writing={growing && index === blocks.length - 1} marked={marked.join("\n")} />
      ))}
      {writing && (
        <StillWriting value={true}>
          {writing.before && <Block text={writing.before} marked="" />}
          <CodeBlock language={writing.language} text={writing.code} />
        </StillWriting>
      )}
    </div>
  );
}

const none: string[] = [];

const Block = memo(function Block({ text, writing = false, marked }: { text: string; writing?: boolean; marked: string }) {
  const rehype = useMemo(() => (marked ? [figureColumns, marking(marked.split("\n"))] : [figureColumns]), [marked]);
  return (
    <StillWriting value={writing}>
      <ReactMarkdown remarkPlugins={plugins} rehypePlugins={rehype} components={components}>
        {writing ? shownOf(text) : text}
      </ReactMarkdown>
    </StillWriting>
  );
});

const plugins = [remarkGfm];

const components: Components = {
  a: ({ href = "", children }) => <Anchor href={href}>{children}</Anchor>,
  img: ({ alt }) => <span className="text-ink-2">[picture{alt ? `: ${alt}` : ""}]</span>,
  p: ({ children }) => <p className="[unicode-bidi:plaintext]">{children}</p>, // not `dir`: what is around it would not look into it
  h1: ({ children }) => <h3 dir="auto" className="text-lg font-semibold">{children}</h3>,
  h2: ({ children }) => <h3 dir="auto" className="text-lg font-semibold">{children}</h3>,
  h3: ({ children }) => <h4 dir="auto" className="text-base font-semibold">{children}</h4>,
  h4: ({ children }) => <h4 dir="auto" className="text-base font-semibold">{children}</h4>,
  ul: ({ children }) => <ul dir="auto" className="list-disc space-y-1 ps-5 marker:text-ink-3">{children}</ul>,
  ol: ({ children, start }) => (
    <ol dir="auto" start={start} className="list-decimal space-y-1 ps-5 marker:text-ink-2">
      {children}
    </ol>
  ),
  input: ({ checked }) => (
    <span role="img" aria-label={checked ? "Done:" : "To do:"} className={cn("me-1.5 inline-grid size-4 place-items-center rounded-sm border border-control align-[-3px]", checked && "border-accent bg-accent text-accent-ink")}>
      {checked && <Check className="size-3" strokeWidth={3} aria-hidden />}
    </span>
  ),
  blockquote: ({ children }) => <blockquote dir="auto" className="border-s-2 border-control ps-3 text-ink-2">{children}</blockquote>,
  hr: () => <hr className="border-line" />,
  code: ({ children }) => <code dir="ltr" className="rounded-sm bg-n-4 px-1 py-0.5 font-mono text-sm">{children}</code>,
  pre: ({ children }) => <Pre>{children}</Pre>,
  table: ({ children }) => <WideTable>{children}</WideTable>,
  th: ({ children, style }) => (
    <th scope="col" style={style} className={cn("border-b border-line bg-n-2 px-3 py-1.5 text-start text-xs font-medium text-ink-2", short(children) && "whitespace-nowrap")}>
      {children}
    </th>
  ),
  td: ({ children, style }) => (
    <td style={style} className={cn("border-b border-line px-3 py-1.5 align-top", short(children) && "whitespace-nowrap")}>
      {children}
    </td>
  ),
};

/** Dates, amounts and other short values stay on their line. */
const short = (cell: unknown) => typeof cell === "string" && cell.length <= 24;

function Anchor({ href, children }: ComponentProps<"a"> & { href: string }) {
  const style = "rounded-sm text-accent-text underline underline-offset-2 hover:no-underline";
  if (!href) return children; // an address of a kind that is not allowed, such as javascript:, has been taken away
  if (/^\/(?!\/)/.test(href))
    return (
      <Link to={href} className={style}>
        {children}
      </Link>
    );
  const host = hostOf(href);
  const said = typeof children === "string" && children.includes(host);
  return (
    <>
      <a href={href} target="_blank" rel="noopener noreferrer nofollow" className={style}>
        {children}
      </a>
      {host && !said && <span className="text-xs text-ink-2"> ({host})</span>}
    </>
  );
}

/** Where a link leads, so that nobody is led there by its words alone. */
function hostOf(href: string): string {
  return URL.canParse(href, location.origin) ? new URL(href, location.origin).host : "";
}

function WideTable({ children }: ComponentProps<"table">) {
  const table = useRef<HTMLTableElement>(null);
  return (
    <div className="group/table relative">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div role="region" aria-label="Table" tabIndex={0} className="overflow-x-auto rounded-lg border border-line">
        <table ref={table} dir="auto" className="w-full border-separate border-spacing-0 text-sm tabular-nums [&_tr:last-child_td]:border-b-0">
          {children}
        </table>
      </div>
      <TableTools table={table} />
    </div>
  );
}

/** The text and the language of a code block stand in the properties of its one child. */
function Pre({ children }: ComponentProps<"pre">) {
  const child = Array.isArray(children) ? children[0] : children;
  const inside = child && typeof child === "object" && "props" in child ? (child.props as { children?: unknown; className?: string }) : {};
  return <CodeBlock language={/language-([\w+#-]+)/.exec(inside.className ?? "")?.[1] ?? ""} text={typeof inside.children === "string" ? inside.children : ""} />;
}
