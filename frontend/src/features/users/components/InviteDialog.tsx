import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { z } from "@/kit/lib/zod";
import { ApiError, messageOf } from "@/kit/api/errors";
import { Dialog } from "@/kit/ui/dialog";
import { FormActions } from "@/kit/ui/form-actions";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { Select } from "@/kit/ui/select";
import { toast } from "@/kit/ui/toast";
import { invite, refreshUsers, roleChoicesQuery } from "../api";

const shape = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(200, "Use at most 200 characters."),
  email: z.email("Enter an e-mail address such as name@example.com."),
  role: z.string().min(1, "Choose a role."),
});
type Values = z.infer<typeof shape>;

/** Invites a person by e-mail; he chooses his password himself. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const roles = useQuery(roleChoicesQuery).data ?? [];
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<Values>({ resolver: zodResolver(shape), mode: "onTouched", defaultValues: { name: "", email: "", role: "user" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      await invite(values);
      toast.success(`Invitation sent to ${values.email}`);
      void refreshUsers();
      onClose();
    } catch (error) {
      const fields = error instanceof ApiError ? Object.entries(error.fieldErrors()) : [];
      for (const [name, message] of fields) if (name in values) form.setError(name as keyof Values, { message }, { shouldFocus: true });
      setProblem(fields.length > 0 ? null : messageOf(error));
    }
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Invite a person" description="A link is sent by mail. It works once, for seven days.">
      <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        <FormProblem>{problem}</FormProblem>
        <FormField label="Name" required error={errors.name?.message}>
          {(field) => <Input {...field} {...form.register("name")} autoFocus autoComplete="off" />}
        </FormField>
        <FormField label="E-mail" required error={errors.email?.message}>
          {(field) => <Input {...field} {...form.register("email")} type="email" autoComplete="off" />}
        </FormField>
        <Controller
          control={form.control}
          name="role"
          render={({ field: { value, onChange } }) => (
            <FormField label="Role" required error={errors.role?.message} help="It decides what the person sees and may change. You can change it later.">
              {(field) => <Select {...field} value={value} onChange={onChange} choices={roles.map((role) => ({ value: role.name, label: role.name }))} />}
            </FormField>
          )}
        />
        <FormActions submit="Send invitation" busy={isSubmitting} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
