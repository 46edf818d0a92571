import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, useForm, type UseFormReturn } from "react-hook-form";
import { ApiError, messageOf } from "@/kit/api/errors";
import { z } from "@/kit/lib/zod";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormActions, keepFocus } from "@/kit/ui/form-actions";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { Select } from "@/kit/ui/select";
import { type Provider, type ProviderValues, tryProvider } from "../api";
import { kinds, tiers } from "../words";
import { TrialResult } from "./TrialResult";

const model = z.string().trim().max(200).regex(/^\S*$/, "A model’s name has no blanks.");
const shape = z
  .object({
    label: z.string().trim().min(1, "Enter a name.").max(200, "Use at most 200 characters."),
    kind: z.enum(["openai", "anthropic", "google", "ollama", "compatible"]),
    base_url: z.union([z.literal(""), z.url({ protocol: /^https?$/, error: "Enter an address such as https://host/v1." })]),
    key: z.string().max(1000),
    models: z.object({ standard: model.min(1, "Name a model."), small: model, large: model }),
  })
  .refine(({ kind, base_url }) => base_url !== "" || !needsAddress(kind), { path: ["base_url"], message: "Say where it is reached." });

const needsAddress = (kind: string) => kind === "compatible" || kind === "ollama";
type Form = UseFormReturn<ProviderValues>;

export interface ProviderDialogProps {
  /** Absent: a new one. */
  provider?: Provider;
  onSave: (values: ProviderValues) => Promise<unknown>;
  onClose: () => void;
}

/** Where models are reached, with which key, and which of them for which work; it can be tried before it is kept. */
export function ProviderDialog({ provider, onSave, onClose }: ProviderDialogProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<ProviderValues>({ resolver: zodResolver(shape), mode: "onTouched", defaultValues: initial(provider) });
  const failed = (error: unknown) => setProblem(atFields(form, error) ? null : messageOf(error));
  const test = useMutation({ mutationFn: (values: ProviderValues) => tryProvider(values, provider?.id), onMutate: () => setProblem(null), onError: failed });
  const submit = form.handleSubmit(async (values) => {
    try {
      await onSave(values);
      onClose();
    } catch (error) {
      failed(error);
    }
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={provider ? `Edit ${provider.label}` : "Add provider"} description="The key is kept encrypted and never shown again.">
      <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        <FormProblem>{problem}</FormProblem>
        <Account form={form} provider={provider} />
        <ModelFields form={form} />
        {test.data && !test.isPending && <TrialResult trial={test.data} />}
        <FormActions submit={provider ? "Save" : "Add provider"} busy={form.formState.isSubmitting && !test.isPending} onCancel={onClose}>
          <Button className="mr-auto" busy={test.isPending} onMouseDown={keepFocus} onClick={() => void form.handleSubmit((values) => test.mutate(values))()}>
            Test
          </Button>
        </FormActions>
      </form>
    </Dialog>
  );
}

function Account({ form, provider }: { form: Form; provider?: Provider }) {
  const { errors } = form.formState;
  const kind = form.watch("kind");
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField label="Name" required error={errors.label?.message}>
          {(field) => <Input {...field} {...form.register("label")} autoFocus autoComplete="off" placeholder="Our OpenAI account" />}
        </FormField>
        <FormField label="Kind" required>
          {(field) => <Controller control={form.control} name="kind" render={({ field: { value, onChange } }) => <Select {...field} disabled={Boolean(provider)} value={value} onChange={onChange} choices={kinds} />} />}
        </FormField>
      </div>
      <FormField label="Address" required={needsAddress(kind)} error={errors.base_url?.message} help={needsAddress(kind) ? "Ending in the version, such as https://host/v1." : "Empty: at its maker’s."}>
        {(field) => <Input {...field} {...form.register("base_url")} type="url" inputMode="url" autoComplete="off" />}
      </FormField>
      <FormField label="Key" error={errors.key?.message} help={provider?.key ? `Empty: the key that is kept (${provider.key}).` : undefined}>
        {(field) => <Input {...field} {...form.register("key")} type="password" autoComplete="new-password" spellCheck={false} />}
      </FormField>
    </>
  );
}

function ModelFields({ form }: { form: Form }) {
  const { errors } = form.formState;
  return (
    <fieldset className="grid gap-4 sm:grid-cols-3">
      <legend className="mb-1 text-sm font-medium">Models</legend>
      {tiers.map(({ value, label, help }) => (
        <FormField key={value} label={label} required={value === "standard"} error={errors.models?.[value]?.message} help={value === "standard" ? help : `${help} Empty: the standard one.`}>
          {(field) => <Input {...field} {...form.register(`models.${value}`)} autoComplete="off" spellCheck={false} />}
        </FormField>
      ))}
    </fieldset>
  );
}

function initial(provider: Provider | undefined): ProviderValues {
  const { standard = "", small = "", large = "" } = provider?.models ?? {};
  return { label: provider?.label ?? "", kind: provider?.kind ?? "openai", base_url: provider?.base_url ?? "", key: "", models: { standard, small, large } };
}

/** Puts the server's complaints at their fields; whether there were any. */
function atFields(form: Form, error: unknown): boolean {
  const fields = error instanceof ApiError ? Object.entries(error.fieldErrors()).filter(([name]) => name in form.getValues()) : [];
  for (const [name, message] of fields) form.setError(name as "label" | "base_url" | "key", { message });
  return fields.length > 0;
}
