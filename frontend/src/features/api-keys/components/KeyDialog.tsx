import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { ApiError, messageOf } from "@/kit/api/errors";
import type { ApiKeyIn } from "@/kit/api/generated/types.gen";
import { z } from "@/kit/lib/zod";
import { Dialog } from "@/kit/ui/dialog";
import { FormActions } from "@/kit/ui/form-actions";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { Select } from "@/kit/ui/select";
import { ScopePicker } from "./ScopePicker";

const lives = [
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "never", label: "Never" },
];
const DAY = 86_400_000;

const shape = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(200, "Use at most 200 characters."),
  life: z.string(),
  scopes: z.array(z.string()).min(1, "Choose at least one."),
});
type Values = z.infer<typeof shape>;

const endOf = (life: string) => (life === "never" ? null : new Date(Date.now() + Number(life) * DAY).toISOString());

/** A new key: what it is for, when it ends, what it may do. */
export function KeyDialog({ onSave, onClose }: { onSave: (values: ApiKeyIn) => Promise<void>; onClose: () => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<Values>({ resolver: zodResolver(shape), mode: "onTouched", defaultValues: { name: "", life: "90", scopes: [] } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ name, life, scopes }) => {
    try {
      await onSave({ name, scopes, expires_at: endOf(life) });
      onClose();
    } catch (error) {
      const fields = error instanceof ApiError ? error.fieldErrors() : {};
      if (fields.name) form.setError("name", { message: fields.name });
      if (fields.scopes) form.setError("scopes", { message: fields.scopes });
      setProblem(fields.name || fields.scopes ? null : messageOf(error));
    }
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="New API key" description="It can do what you choose here, as long as you may do it yourself.">
      <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        <FormProblem>{problem}</FormProblem>
        <div className="grid gap-4 sm:grid-cols-[1fr_10rem]">
          <FormField label="Name" required error={errors.name?.message}>
            {(field) => <Input {...field} {...form.register("name")} autoFocus autoComplete="off" placeholder="Nightly report" />}
          </FormField>
          <Controller control={form.control} name="life" render={({ field: { value, onChange } }) => <FormField label="Ends">{(field) => <Select {...field} value={value} onChange={onChange} choices={lives} />}</FormField>} />
        </div>
        <Controller control={form.control} name="scopes" render={({ field }) => <ScopePicker value={field.value} onChange={field.onChange} error={errors.scopes?.message} />} />
        <FormActions submit="Create key" busy={isSubmitting} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
