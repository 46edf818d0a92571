import { useIsFetching } from "@tanstack/react-query";
import { ArrowLeft, Printer } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { formatDateTime } from "@/kit/lib/format";
import { useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";

interface SheetProps {
  title: string;
  beside?: ReactNode;
  description?: ReactNode;
  /** Where "Back" leads. */
  back: string;
  /** Lying paper, for tables with many columns. */
  landscape?: boolean;
  children: ReactNode;
}

/** What goes on paper, as it will look, light whatever the theme is. The browser's print dialog opens once all of it is there. */
export function Sheet({ title, beside, description, back, landscape, children }: SheetProps) {
  const me = useMe();
  const [now] = useState(() => Date.now());
  usePrintOnce();
  return (
    <div className="min-h-full bg-n-4 p-4 print:bg-transparent print:p-0">
      <div className="mx-auto mb-3 flex max-w-[210mm] items-center justify-between gap-2 print:hidden">
        <Button asChild variant="ghost">
          <Link to={back}>
            <ArrowLeft aria-hidden /> Back
          </Link>
        </Button>
        <Button variant="primary" onClick={() => print()}>
          <Printer aria-hidden /> Print
        </Button>
      </div>
      {landscape && <style>{"@page { size: A4 landscape; }"}</style>}
      <article data-theme="light" className={`mx-auto overflow-x-auto rounded-md bg-surface p-8 text-sm text-ink shadow-float max-sm:p-4 print:max-w-none print:overflow-visible print:rounded-none print:p-0 print:shadow-none ${landscape ? "max-w-[297mm]" : "max-w-[210mm]"}`}>
        <header className="mb-5 flex items-start justify-between gap-6 border-b border-n-8 pb-3">
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-2">
              <h1 className="text-xl font-semibold">{title}</h1>
              {beside}
            </div>
            {description && <p className="text-ink-2">{description}</p>}
          </div>
          <p className="shrink-0 text-right text-xs text-ink-2">
            {me.organization.name}
            <br />
            {formatDateTime(now)}
          </p>
        </header>
        {children}
      </article>
    </div>
  );
}

/** Opens the print dialog when nothing has been fetched for a moment and all pictures have come. */
function usePrintOnce() {
  const fetching = useIsFetching();
  const done = useRef(false);
  useEffect(() => {
    if (fetching > 0 || done.current) return;
    const timer = setTimeout(async () => {
      await Promise.allSettled([...document.images].map((image) => image.decode()));
      if (done.current) return;
      done.current = true;
      print();
    }, 600);
    return () => clearTimeout(timer);
  }, [fetching]);
}
