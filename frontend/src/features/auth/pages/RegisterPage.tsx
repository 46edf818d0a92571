import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/kit/ui/button";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { authOptionsQuery, register } from "../api";
import { AuthFrame } from "../components/AuthFrame";
import { PasswordInput } from "../components/PasswordInput";
import { email, newPassword, required, useAuthForm } from "../components/useAuthForm";

const signInLink = (
  <a href="/sign-in" className="font-medium text-accent-text underline underline-offset-4">
    Sign in
  </a>
);

export default function RegisterPage() {
  const [done, setDone] = useState(false);
  const options = useQuery(authOptionsQuery);
  const { form, field, errors, problem, busy } = useAuthForm(
    { name: "", organization_name: "", email: "", password: "" },
    { name: required("your name"), email, password: newPassword },
    async (values) => {
      await register({ ...values, organization_name: values.organization_name.trim() || null });
      setDone(true);
    },
  );
  if (options.data && !options.data.signup_enabled)
    return (
      <AuthFrame title="Sign-up is closed" footer={signInLink}>
        <p className="text-base text-ink-2">Accounts are created by an administrator. Ask yours for an invitation.</p>
      </AuthFrame>
    );
  if (done)
    return (
      <AuthFrame title="Check your mail" footer={signInLink}>
        <p role="status" className="text-base text-ink-2">
          If this address is new here, your account is ready: sign in with it. If it was known already, we have sent it a mail instead.
        </p>
      </AuthFrame>
    );
  return (
    <AuthFrame title="Create an account" footer={<>Have an account? {signInLink}</>}>
      <form {...form} className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        <FormField label="Your name" error={errors.name}>
          {(wiring) => <Input {...wiring} {...field("name")} autoComplete="name" autoFocus />}
        </FormField>
        <FormField label="Organisation" help="Leave empty to work for yourself." error={errors.organization_name}>
          {(wiring) => <Input {...wiring} {...field("organization_name")} autoComplete="organization" />}
        </FormField>
        <FormField label="E-mail" error={errors.email}>
          {(wiring) => <Input {...wiring} {...field("email")} type="email" autoComplete="username" />}
        </FormField>
        <FormField label="Password" error={errors.password} help="At least 8 characters.">
          {(wiring) => <PasswordInput {...wiring} {...field("password")} autoComplete="new-password" />}
        </FormField>
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          Create account
        </Button>
      </form>
    </AuthFrame>
  );
}
