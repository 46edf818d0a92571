import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { messageOf } from "@/kit/api/errors";
import { z } from "@/kit/lib/zod";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { formatCost } from "@/kit/lib/format";
import { type Limits as Found, limitsQuery, refreshModels, updateLimits } from "../api";


/** What models may cost the organisation, and what they did. */
export function Limits() {
  const { data, error, refetch } = useQuery(limitsQuery);
  if (error) return <ErrorState error={error} doing="load the limits" onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={3} label="Loading the limits" />;
  return (
    <div className="grid max-w-3xl gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Spent title="Today" spent={data.spent_today} limit={data.daily} currency={data.currency} />
        <Spent title="This month" spent={data.spent_this_month} limit={data.monthly} currency={data.currency} />
      </div>
      <LimitForm key={`${data.daily}/${data.monthly}`} limits={data} />
    </div>
  );
}

function Spent({ title, spent, limit, currency }: { title: string; spent: string; limit: string | null; currency: string }) {
  const share = limit ? Math.min(100, (Number(spent) / Math.max(Number(limit), 0.01)) * 100) : 0;
  return (
    <Card title={title}>
      <p className="text-xl font-semibold tabular-nums">{formatCost(spent, currency)}</p>
      <p className="text-sm text-ink-2">{limit ? `of ${formatCost(limit, currency)}` : "No limit is set."}</p>
      {limit && (
        <div role="meter" aria-label={`${title}: spent of the limit`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share)} className="mt-3 h-2 overflow-hidden rounded-full bg-n-4">
          <div className={share >= 90 ? "h-full rounded-full bg-danger" : "h-full rounded-full bg-accent"} style={{ width: `${share}%` }} />
        </div>
      )}
    </Card>
  );
}

const amount = z.union([z.literal(""), z.string().trim().regex(/^\d{1,12}(\.\d{1,2})?$/, "Enter an amount such as 25.00.")]);
const shape = z.object({ daily: amount, monthly: amount });

function LimitForm({ limits }: { limits: Found }) {
  const writable = useCan("models:write");
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({ resolver: zodResolver(shape), mode: "onTouched", defaultValues: { daily: limits.daily ?? "", monthly: limits.monthly ?? "" } });
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = form.handleSubmit(async ({ daily, monthly }) => {
    try {
      await updateLimits({ daily: daily || null, monthly: monthly || null });
      toast.success("The limits are set");
      await refreshModels();
    } catch (error) {
      setProblem(messageOf(error));
    }
  });
  return (
    <Card title="Limits" description="The most a call may cost is held before it begins. One that could go beyond is refused, and the person is told why. Days and months by UTC.">
      <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        <FormProblem>{problem}</FormProblem>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField label="A day" error={errors.daily?.message} help="US dollars. Empty: no limit.">
            {(field) => <Input {...field} {...form.register("daily")} disabled={!writable} inputMode="decimal" autoComplete="off" />}
          </FormField>
          <FormField label="A month" error={errors.monthly?.message} help="US dollars. Empty: no limit.">
            {(field) => <Input {...field} {...form.register("monthly")} disabled={!writable} inputMode="decimal" autoComplete="off" />}
          </FormField>
        </div>
        {writable && (
          <Button type="submit" variant="primary" disabled={!isDirty} busy={isSubmitting}>
            Save limits
          </Button>
        )}
      </form>
    </Card>
  );
}
