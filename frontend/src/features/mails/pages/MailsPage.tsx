import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { Fragment, useState } from "react";
import { ApiError } from "@/kit/api/errors";
import type { Page as ApiPage } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { focusIn } from "@/kit/lib/focus-in";
import { CopyButton } from "@/kit/ui/copy-button";
import { Button } from "@/kit/ui/button";
import { Drawer } from "@/kit/ui/dialog";
import { RelativeTime } from "@/kit/ui/figures";
import { Page } from "@/kit/ui/page";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";

interface Mail {
  id: string;
  at: string;
  to: string;
  subject: string;
  text: string;
}

const mailsQuery = infiniteQueryOptions({
  queryKey: ["mails"],
  queryFn: ({ pageParam, signal }) => apiRequest<ApiPage<Mail>>("GET", "/mails", { query: { limit: 50, cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next_cursor,
  refetchInterval: 15_000,
});

export default function MailsPage() {
  const [open, setOpen] = useState<Mail | null>(null);
  const list = useInfiniteQuery(mailsQuery);
  const mails = list.data?.pages.flatMap((page) => page.items) ?? [];
  const sentElsewhere = list.error instanceof ApiError && list.error.status === 404;
  return (
    <Page title="Mail outbox" description="Mails that would be sent. Set MAIL_URL to deliver them by a mail server.">
      {list.isPending && <SkeletonRows rows={6} label="Loading the mails" />}
      {sentElsewhere && <Empty icon={MailCheck} title="A mail server delivers the mails">Nothing is kept here.</Empty>}
      {list.isError && !sentElsewhere && <ErrorState error={list.error} doing="load the mails" onRetry={() => void list.refetch()} />}
      {list.isSuccess && mails.length === 0 && <Empty icon={MailCheck} title="No mails yet">Invitations and password resets will stand here.</Empty>}
      {mails.length > 0 && <MailTable mails={mails} onOpen={setOpen} />}
      {list.hasNextPage && (
        <Button className="self-start" size="sm" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
      <Drawer open={open !== null} onOpenChange={() => setOpen(null)} title={open?.subject ?? ""} description={open ? `To ${open.to}` : undefined}>
        {open && <Letter text={open.text} />}
      </Drawer>
    </Page>
  );
}

function MailTable({ mails, onOpen }: { mails: Mail[]; onOpen: (mail: Mail) => void }) {
  return (
    <Table label="Mails">
      <TableHead>
        <TableRow>
          <HeadCell>Subject</HeadCell>
          <HeadCell>To</HeadCell>
          <HeadCell align="end">When</HeadCell>
        </TableRow>
      </TableHead>
      <tbody>
        {mails.map((mail) => (
          <TableRow key={mail.id} className="relative">
            <Cell className="max-w-40 sm:max-w-96">
              <button type="button" onClick={() => onOpen(mail)} className="max-w-full truncate rounded-sm text-left font-medium after:absolute after:inset-0">
                {mail.subject}
              </button>
            </Cell>
            <Cell className="max-w-32 text-ink-2 sm:max-w-64">{mail.to}</Cell>
            <Cell align="end" className="text-ink-2">
              <RelativeTime value={mail.at} className="relative" />
            </Cell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

/** Letters are plain text, so nothing in them can act; their links are the only thing to press. */
function Letter({ text }: { text: string }) {
  const links = text.match(address) ?? [];
  return (
    <div role="document" aria-label="Letter" tabIndex={-1} ref={focusIn} className="p-4 outline-none">
      <div className="text-base break-words whitespace-pre-wrap">
        {text.split(address).map((part, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the text of a letter never changes
          <Fragment key={index}>
            {part}
            {links[index] && <LinkOf href={links[index]} />}
          </Fragment>
        ))}
      </div>
    </div>
  );
}

const address = /https?:\/\/[^\s<>"]+/g;

function LinkOf({ href }: { href: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1 align-middle">
      <a href={href} target="_blank" rel="noreferrer" className="truncate rounded-sm text-accent-text underline underline-offset-4">
        {href}
      </a>
      <CopyButton text={href} what="link" />
    </span>
  );
}
