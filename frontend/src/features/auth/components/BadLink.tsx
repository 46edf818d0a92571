import { AuthFrame } from "./AuthFrame";

/** The link of a mail that leads no further, and the way out. */
export function BadLink({ title, children }: { title: string; children: string }) {
  return (
    <AuthFrame
      title={title}
      footer={
        <a href="/sign-in" className="font-medium text-accent-text underline underline-offset-4">
          Back to sign in
        </a>
      }
    >
      <p className="text-base text-ink-2">{children}</p>
    </AuthFrame>
  );
}
