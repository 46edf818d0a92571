import { useState } from "react";
import { Button } from "@/kit/ui/button";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { forgotPassword } from "../api";
import { AuthFrame } from "../components/AuthFrame";
import { email, useAuthForm } from "../components/useAuthForm";

export default function ForgotPasswordPage() {
  const [sent, setSent] = useState(false);
  const { form, field, errors, problem, busy } = useAuthForm({ email: "" }, { email }, async (values) => {
    await forgotPassword(values.email.trim());
    setSent(true);
  });
  const back = (
    <a href="/sign-in" className="font-medium text-accent-text underline underline-offset-4">
      Back to sign in
    </a>
  );
  if (sent)
    return (
      <AuthFrame title="Check your mail" footer={back}>
        <p role="status" className="text-base text-ink-2">
          If the address belongs to an account, a link to set a new password is on its way.
        </p>
      </AuthFrame>
    );
  return (
    <AuthFrame title="Forgotten password" description="We send you a link to set a new one." footer={back}>
      <form {...form} className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        <FormField label="E-mail" error={errors.email}>
          {(wiring) => <Input {...wiring} {...field("email")} type="email" autoComplete="username" autoFocus />}
        </FormField>
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          Send the link
        </Button>
      </form>
    </AuthFrame>
  );
}
