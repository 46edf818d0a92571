import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { enter, nextPath } from "@/kit/layout/entrance";
import { signIn, useSession } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { authOptionsQuery } from "../api";
import { AuthFrame } from "../components/AuthFrame";
import { PasswordInput } from "../components/PasswordInput";
import { email, required, useAuthForm } from "../components/useAuthForm";

export default function SignInPage() {
  const signedIn = useSession((state) => state.status === "signed-in");
  const { data: options } = useQuery(authOptionsQuery);
  const { form, field, errors, problem, busy } = useAuthForm({ email: "", password: "" }, { email, password: required("your password") }, (values) =>
    signIn(values.email.trim(), values.password),
  );
  useEffect(() => {
    if (signedIn) enter(nextPath());
  }, [signedIn]);
  return (
    <AuthFrame
      title="Sign in"
      footer={
        options?.signup_enabled && (
          <>
            New here?{" "}
            <a href="/register" className="font-medium text-accent-text underline underline-offset-4">
              Create an account
            </a>
          </>
        )
      }
    >
      <form {...form} className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        <FormField label="E-mail" error={errors.email}>
          {(wiring) => <Input {...wiring} {...field("email")} type="email" autoComplete="username" autoFocus />}
        </FormField>
        <FormField
          label="Password"
          error={errors.password}
          aside={
            <a href="/forgot-password" className="text-sm text-accent-text underline-offset-4 hover:underline">
              Forgotten?
            </a>
          }
        >
          {(wiring) => <PasswordInput {...wiring} {...field("password")} autoComplete="current-password" />}
        </FormField>
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          Sign in
        </Button>
      </form>
    </AuthFrame>
  );
}
