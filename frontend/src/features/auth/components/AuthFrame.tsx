import { type ReactNode, useEffect } from "react";

/** The frame of the pages before sign-in: the name of the product, one title, one form. */
export function AuthFrame({ title, description, children, footer }: { title: string; description?: ReactNode; children: ReactNode; footer?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Groundwork`;
  }, [title]);
  return (
    <main className="grid min-h-dvh place-items-center bg-n-2 px-4 py-10">
      <div className="flex w-full max-w-sm flex-col gap-6">
        <p className="flex items-center justify-center gap-2 text-lg font-semibold">
          <img src="/favicon.svg" alt="" width={28} height={28} />
          Groundwork
        </p>
        <div className="rounded-lg border border-line bg-surface p-6">
          <h1 className="text-xl font-semibold">{title}</h1>
          {description && <p className="mt-1 text-base text-ink-2">{description}</p>}
          <div className="mt-5">{children}</div>
        </div>
        {footer && <p className="text-center text-base text-ink-2">{footer}</p>}
      </div>
    </main>
  );
}
