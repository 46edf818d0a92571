import { FileQuestion, Lock, TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import { useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Empty } from "@/kit/ui/states";

/** 404: the address leads nowhere, or to something that this organisation does not have. */
export function NotFoundPage({ what = "page" }: { what?: string }) {
  return (
    <div className="grid h-full place-items-center">
      <Empty heading="h1" icon={FileQuestion} title={`This ${what} does not exist`} action={<HomeButton />}>
        <p>It may have been deleted, or it belongs to another organisation.</p>
      </Empty>
    </div>
  );
}

/** 403: it exists, but the person's role does not allow it. */
export function ForbiddenPage({ permission }: { permission?: string }) {
  const me = useMe();
  return (
    <div className="grid h-full place-items-center">
      <Empty heading="h1" icon={Lock} title="Your role does not allow this" action={<HomeButton />}>
        <p>
          You are {me.role} in {me.organization.name}. {permission && <>This screen needs “{permission}”. </>}Ask an administrator if you need it.
        </p>
      </Empty>
    </div>
  );
}

/** A defect of the screen, or its chunk could not be loaded (an older build): loading the page again helps most often. */
export function CrashPage({ error }: { error: unknown }) {
  return (
    <div role="alert" className="grid h-full place-items-center">
      <Empty heading="h1" icon={TriangleAlert} title="This screen has failed" action={<Button onClick={() => location.reload()}>Load it again</Button>}>
        <p>{error instanceof Error ? error.message : "Something unexpected happened."}</p>
      </Empty>
    </div>
  );
}

function HomeButton() {
  return (
    <Button asChild variant="primary">
      <Link to="/">Go to the start</Link>
    </Button>
  );
}
