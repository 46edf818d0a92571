import { addressParameter, enter } from "@/kit/layout/entrance";
import { startSession } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { resetPassword } from "../api";
import { AuthFrame } from "../components/AuthFrame";
import { BadLink } from "../components/BadLink";
import { PasswordInput } from "../components/PasswordInput";
import { newPassword, useAuthForm } from "../components/useAuthForm";

export default function ResetPasswordPage() {
  const token = addressParameter("token");
  const { form, field, errors, problem, busy } = useAuthForm(
    { password: "", again: "" },
    { password: newPassword, again: (value, values) => (value === values.password ? null : "The two passwords differ.") },
    async (values) => {
      startSession(await resetPassword(token ?? "", values.password));
      enter("/");
    },
  );
  if (!token) return <BadLink title="This link is not complete">Open the whole link from the mail, or ask for a new one.</BadLink>;
  return (
    <AuthFrame title="New password">
      <form {...form} className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        <FormField label="New password" error={errors.password} help="At least 8 characters.">
          {(wiring) => <PasswordInput {...wiring} {...field("password")} autoComplete="new-password" autoFocus />}
        </FormField>
        <FormField label="The same again" error={errors.again}>
          {(wiring) => <PasswordInput {...wiring} {...field("again")} autoComplete="new-password" />}
        </FormField>
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          Set password
        </Button>
      </form>
    </AuthFrame>
  );
}
