import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ApiError, messageOf } from "@/kit/api/errors";
import { z } from "@/kit/lib/zod";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import type { Server, ServerValues } from "../api";

const shape = z.object({
  label: z.string().trim().min(1, "Enter a name.").max(80, "Use at most 80 characters."),
  name: z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, "Use small letters, digits and single underscores.").max(30, "Use at most 30 characters."),
  url: z.url({ protocol: /^https?$/, error: "Enter an address such as https://tools.example.com/mcp." }),
  header: z.string().regex(/^[A-Za-z0-9-]{1,64}$/, "Enter the name of a header."),
  secret: z.string().max(4000),
});

type Values = z.infer<typeof shape>;

export interface ServerDialogProps {
  /** Absent: a new one. */
  server?: Server;
  onSave: (values: ServerValues) => Promise<unknown>;
  onClose: () => void;
}

/** Where a tool server is, and what opens it. */
export function ServerDialog({ server, onSave, onClose }: ServerDialogProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const initial: Values = { label: server?.label ?? "", name: server?.name ?? "", url: server?.url ?? "", header: server?.header ?? "Authorization", secret: "" };
  const form = useForm<Values>({ resolver: zodResolver(shape), mode: "onTouched", defaultValues: initial });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ secret, ...values }) => {
    try {
      await onSave(secret ? { ...values, secret } : values);
      onClose();
    } catch (error) {
      const fields = error instanceof ApiError ? Object.entries(error.fieldErrors()).filter(([name]) => name in initial) : [];
      for (const [name, message] of fields) form.setError(name as keyof Values, { message });
      setProblem(fields.length > 0 ? null : messageOf(error));
    }
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={server ? `Edit ${server.label}` : "Add a tool server"} description="Its tools are read at once, and given to no agent before you agree.">
      <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        <FormProblem>{problem}</FormProblem>
        <FormField label="Name" required error={errors.label?.message}>
          {(field) => <Input {...field} {...form.register("label")} autoFocus autoComplete="off" placeholder="Weather" />}
        </FormField>
        <FormField label="Short name" required error={errors.name?.message} help="Stands before the names of its tools.">
          {(field) => <Input {...field} {...form.register("name")} className="font-mono" readOnly={server !== undefined} autoComplete="off" placeholder="weather" />}
        </FormField>
        <FormField label="Address" required error={errors.url?.message} help={server ? "Another address forgets the secret and takes every consent back." : undefined}>
          {(field) => <Input {...field} {...form.register("url")} type="url" inputMode="url" autoComplete="off" placeholder="https://…/mcp" />}
        </FormField>
        <div className="grid gap-4 sm:grid-cols-[160px_minmax(0,1fr)]">
          <FormField label="Header" error={errors.header?.message}>
            {(field) => <Input {...field} {...form.register("header")} autoComplete="off" />}
          </FormField>
          <FormField label="Its secret" error={errors.secret?.message} help={server?.has_secret ? "Leave it empty to keep the one that is stored." : "Such as Bearer …; stored encrypted, never shown again."}>
            {(field) => <Input {...field} {...form.register("secret")} type="password" autoComplete="new-password" />}
          </FormField>
        </div>
        <div className="flex justify-end gap-2">
          <Button onMouseDown={(event) => event.preventDefault()} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={isSubmitting} onMouseDown={(event) => event.preventDefault()}>
            {server ? "Save" : "Add server"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
