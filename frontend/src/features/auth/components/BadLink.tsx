import { AuthFrame } from "./AuthFrame";

/** The address of a mail was cut on its way. */
export function BadLink({ children }: { children: string }) {
  return (
    <AuthFrame
      title="This link is not complete"
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
