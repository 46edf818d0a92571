import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { toast } from "@/kit/ui/toast";
import { changePassword } from "../api";
import { PasswordInput } from "./PasswordInput";
import { newPassword, required, useAuthForm } from "./useAuthForm";

/** Changes the password; sessions on other devices end. */
export function PasswordForm() {
  const { form, field, errors, problem, busy } = useAuthForm(
    { current_password: "", new_password: "" },
    { current_password: required("your current password"), new_password: newPassword },
    async (values) => {
      await changePassword(values);
      toast.success("Password changed", { description: "Your other devices have to sign in again." });
    },
  );
  return (
    <Card title="Password">
      <form {...form} className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        <FormField label="Current password" error={errors.current_password}>
          {(wiring) => <PasswordInput {...wiring} {...field("current_password")} autoComplete="current-password" />}
        </FormField>
        <FormField label="New password" error={errors.new_password} help="At least 8 characters.">
          {(wiring) => <PasswordInput {...wiring} {...field("new_password")} autoComplete="new-password" />}
        </FormField>
        <Button type="submit" className="self-start" busy={busy}>
          Change password
        </Button>
      </form>
    </Card>
  );
}
