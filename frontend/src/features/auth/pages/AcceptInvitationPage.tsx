import { useQuery } from "@tanstack/react-query";
import { addressParameter, enter } from "@/kit/layout/entrance";
import { startSession } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { acceptInvitation, type Invitation, invitationQuery } from "../api";
import { AuthFrame } from "../components/AuthFrame";
import { BadLink } from "../components/BadLink";
import { PasswordInput } from "../components/PasswordInput";
import { newPassword, required, useAuthForm } from "../components/useAuthForm";

export default function AcceptInvitationPage() {
  const token = addressParameter("token");
  const invitation = useQuery(invitationQuery(token));
  if (!token) return <BadLink title="This link is not complete">Open the whole link from the mail, or ask for a new invitation.</BadLink>;
  if (invitation.isError) return <BadLink title="This invitation cannot be used">It has expired, was used already or was replaced by a newer one. Ask for a new invitation.</BadLink>;
  if (!invitation.data) return null;
  return <AcceptForm token={token} invitation={invitation.data} />;
}

function AcceptForm({ token, invitation }: { token: string; invitation: Invitation }) {
  const known = invitation.has_account;
  const { form, field, errors, problem, busy } = useAuthForm(
    { name: invitation.name, password: "" },
    { name: known ? undefined : required("your name"), password: known ? required("your password") : newPassword },
    async (values) => {
      startSession(await acceptInvitation({ token, name: known ? null : values.name.trim(), password: values.password }));
      enter("/");
    },
  );
  return (
    <AuthFrame
      title={`Join ${invitation.organization}`}
      description={known ? `You have an account: sign in as ${invitation.email}.` : `You are invited as ${invitation.email}.`}
    >
      <form {...form} className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        <input type="email" name="username" autoComplete="username" value={invitation.email} readOnly hidden />
        {!known && (
          <FormField label="Your name" error={errors.name}>
            {(wiring) => <Input {...wiring} {...field("name")} autoComplete="name" autoFocus />}
          </FormField>
        )}
        <FormField label="Password" error={errors.password} help={known ? undefined : "At least 8 characters."}>
          {(wiring) => <PasswordInput {...wiring} {...field("password")} autoComplete={known ? "current-password" : "new-password"} autoFocus={known} />}
        </FormField>
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          Join
        </Button>
      </form>
    </AuthFrame>
  );
}
