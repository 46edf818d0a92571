import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { ApiError, messageOf } from "@/kit/api/errors";
import { z } from "@/kit/lib/zod";
import { Dialog } from "@/kit/ui/dialog";
import { FormActions } from "@/kit/ui/form-actions";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import type { Webhook, WebhookValues } from "../api";
import { EventPicker } from "./EventPicker";

const shape = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(200, "Use at most 200 characters."),
  url: z.url({ protocol: /^https?$/, error: "Enter an address such as https://example.com/hooks." }),
  events: z.array(z.string()).min(1, "Choose at least one event."),
});

export interface WebhookDialogProps {
  /** Absent: a new one. */
  webhook?: Webhook;
  onSave: (values: WebhookValues) => Promise<unknown>;
  onClose: () => void;
}

/** Name, address and events of a webhook. */
export function WebhookDialog({ webhook, onSave, onClose }: WebhookDialogProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const initial: WebhookValues = { name: webhook?.name ?? "", url: webhook?.url ?? "", events: webhook?.events ?? [] };
  const form = useForm<WebhookValues>({ resolver: zodResolver(shape), mode: "onTouched", defaultValues: initial });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    try {
      await onSave(values);
      onClose();
    } catch (error) {
      const fields = error instanceof ApiError ? Object.entries(error.fieldErrors()).filter(([name]) => name in values) : [];
      for (const [name, message] of fields) form.setError(name as keyof WebhookValues, { message });
      setProblem(fields.length > 0 ? null : messageOf(error));
    }
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={webhook ? `Edit ${webhook.name}` : "New webhook"} description="The address gets a signed message for each event. It sees what you may see.">
      <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        <FormProblem>{problem}</FormProblem>
        <FormField label="Name" required error={errors.name?.message}>
          {(field) => <Input {...field} {...form.register("name")} autoFocus autoComplete="off" placeholder="Bookkeeping" />}
        </FormField>
        <FormField label="Address" required error={errors.url?.message}>
          {(field) => <Input {...field} {...form.register("url")} type="url" inputMode="url" autoComplete="off" />}
        </FormField>
        <Controller control={form.control} name="events" render={({ field }) => <EventPicker value={field.value} onChange={field.onChange} error={errors.events?.message} />} />
        <FormActions submit={webhook ? "Save" : "Create webhook"} busy={isSubmitting} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
