import { FileQuestion, Lock, TriangleAlert } from "lucide-react";
import { Link, useRouteError } from "react-router";
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

/** A defect of the screen: the rest of the application goes on. */
export function CrashPage({ error, resetErrorBoundary }: { error: unknown; resetErrorBoundary?: () => void }) {
  return (
    <div role="alert" className="grid h-full place-items-center">
      <Empty heading="h1" icon={TriangleAlert} title="This screen has failed" action={<Button onClick={resetErrorBoundary ?? (() => location.reload())}>Load it again</Button>}>
        <p>{error instanceof Error ? error.message : "Something unexpected happened."}</p>
      </Empty>
    </div>
  );
}

/** The same for what fails while a route is being loaded, such as a chunk of an older build. */
export function RouteCrashPage() {
  return <CrashPage error={useRouteError()} />;
}

function HomeButton() {
  return (
    <Button asChild variant="primary">
      <Link to="/">Go to the start</Link>
    </Button>
  );
}
