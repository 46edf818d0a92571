import type { Grant } from "@/kit/api/token";
import { addressParameter, enter } from "@/kit/layout/entrance";
import { startSession } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { acceptInvitation } from "../api";
import { AuthFrame } from "../components/AuthFrame";
import { BadLink } from "../components/BadLink";
import { PasswordInput } from "../components/PasswordInput";
import { newPassword, required, useAuthForm } from "../components/useAuthForm";

export default function AcceptInvitationPage() {
  const token = addressParameter("token");
  const { form, field, errors, problem, busy } = useAuthForm({ name: "", password: "" }, { name: required("your name"), password: newPassword }, async (values) => {
    const grant = await acceptInvitation({ token: token ?? "", name: values.name.trim(), password: values.password });
    if (grant.access_token) await startSession(grant as Grant);
    enter(grant.access_token ? "/" : "/sign-in");
  });
  if (!token) return <BadLink>Open the whole link from the mail, or ask for a new invitation.</BadLink>;
  return (
    <AuthFrame title="Accept the invitation" description="Tell us your name and choose a password.">
      <form {...form} className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        <FormField label="Your name" error={errors.name}>
          {(wiring) => <Input {...wiring} {...field("name")} autoComplete="name" autoFocus />}
        </FormField>
        <FormField label="Password" error={errors.password} help="At least 12 characters.">
          {(wiring) => <PasswordInput {...wiring} {...field("password")} autoComplete="new-password" />}
        </FormField>
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          Join
        </Button>
      </form>
    </AuthFrame>
  );
}
