import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { messageOf } from "@/kit/api/errors";
import { z } from "@/kit/lib/zod";
import { DatePicker } from "@/kit/ui/date-picker";
import { Dialog } from "@/kit/ui/dialog";
import { FormActions } from "@/kit/ui/form-actions";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { Select } from "@/kit/ui/select";
import { toast } from "@/kit/ui/toast";
import { createPrice, type Price, type PriceValues, refreshModels, type Unpriced, updatePrice } from "../api";
import { kinds } from "../words";

const rate = z.string().trim().regex(/^\d{1,8}(\.\d{1,6})?$/, "Enter an amount such as 0.25, with at most 6 decimals.");
const shape = z.object({
  provider: z.string().min(1),
  pattern: z.string().trim().min(1, "Name a model.").max(200).regex(/^\S+$/, "A model’s name has no blanks."),
  input: rate,
  output: rate,
  valid_from: z.string().nullable(),
});

/** A price of one's own; of a known one, what replaces it; of a model that has none, its first. */
export function PriceDialog({ price, model, onClose }: { price?: Price; model?: Unpriced; onClose: () => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const values: PriceValues = { provider: price?.provider ?? model?.provider ?? "openai", pattern: price?.pattern ?? model?.model ?? "", input: price?.input ?? "", output: price?.output ?? "", valid_from: null };
  const form = useForm<PriceValues>({ resolver: zodResolver(shape), mode: "onTouched", defaultValues: values });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (given) => {
    try {
      await (price?.id ? updatePrice(price, { input: given.input, output: given.output }) : createPrice(given));
      toast.success(`The price of ${given.pattern} is set`);
      await refreshModels();
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
    }
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={price || model ? `Price of ${price?.pattern ?? model?.model}` : "Add price"} description="Per million tokens, in US dollars. Calls that were made keep what they cost.">
      <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        <FormProblem>{problem}</FormProblem>
        {!price && !model && (
          <div className="grid gap-4 sm:grid-cols-2">
            <FormField label="Provider" required>
              {(field) => <Controller control={form.control} name="provider" render={({ field: { value, onChange } }) => <Select {...field} value={value} onChange={onChange} choices={kinds} />} />}
            </FormField>
            <FormField label="Model" required error={errors.pattern?.message} help="* stands for any text.">
              {(field) => <Input {...field} {...form.register("pattern")} autoFocus autoComplete="off" spellCheck={false} placeholder="my-model*" />}
            </FormField>
          </div>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField label="Tokens read (input)" required error={errors.input?.message} help="US dollars per million.">
            {(field) => <Input {...field} {...form.register("input")} autoFocus={Boolean(price ?? model)} inputMode="decimal" autoComplete="off" />}
          </FormField>
          <FormField label="Tokens written (output)" required error={errors.output?.message} help="US dollars per million.">
            {(field) => <Input {...field} {...form.register("output")} inputMode="decimal" autoComplete="off" />}
          </FormField>
        </div>
        {!price?.id && (
          <FormField label="Valid from" help="Empty: from today.">
            {(field) => <Controller control={form.control} name="valid_from" render={({ field: { value, onChange } }) => <DatePicker {...field} value={value} onChange={onChange} />} />}
          </FormField>
        )}
        <FormActions submit="Save price" busy={isSubmitting} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
