import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { messageOf } from "@/kit/api/errors";
import { loadMe, useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { toast } from "@/kit/ui/toast";
import { updateProfile } from "../api";

const shape = z.object({ name: z.string().trim().min(1, "Enter your name.").max(200) });

/** The person's own name; the address is changed by an administrator. */
export function ProfileForm() {
  const me = useMe();
  const form = useForm({ resolver: zodResolver(shape), values: { name: me.name }, mode: "onTouched" });
  const save = form.handleSubmit(async (values) => {
    try {
      await updateProfile(values);
      await loadMe();
      toast.success("Profile saved");
    } catch (error) {
      form.setError("root", { message: messageOf(error) });
    }
  });
  const { errors, isDirty, isSubmitting } = form.formState;
  return (
    <Card title="About you">
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4" noValidate>
        <FormProblem>{errors.root?.message}</FormProblem>
        <FormField label="Name" error={errors.name?.message} required>
          {(field) => <Input {...field} {...form.register("name")} autoComplete="name" />}
        </FormField>
        <FormField label="E-mail" help={`You are ${me.role} in ${me.organization.name}.`}>
          {(field) => <Input {...field} value={me.email} readOnly />}
        </FormField>
        <Button type="submit" variant="primary" className="self-start" disabled={!isDirty} busy={isSubmitting}>
          Save
        </Button>
      </form>
    </Card>
  );
}
