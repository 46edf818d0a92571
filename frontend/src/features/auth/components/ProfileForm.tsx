import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm } from "react-hook-form";
import { z } from "@/kit/lib/zod";
import { ApiError, messageOf } from "@/kit/api/errors";
import { loadMe, useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { Combobox } from "@/kit/ui/combobox";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { Select } from "@/kit/ui/select";
import { toast } from "@/kit/ui/toast";
import { updateProfile } from "../api";
import { findTimeZones, languages } from "../places";

const shape = z.object({ name: z.string().trim().min(1, "Enter your name.").max(200, "Use at most 200 characters."), locale: z.string(), time_zone: z.string().nullable() });

/** The person's name, and how dates and figures are shown to him; the address is changed by an administrator. */
export function ProfileForm() {
  const me = useMe();
  const form = useForm({ resolver: zodResolver(shape), values: { name: me.name, locale: me.locale ?? "browser", time_zone: me.time_zone }, resetOptions: { keepDirtyValues: true }, mode: "onTouched" });
  const { errors, isDirty, isSubmitting } = form.formState;
  const save = form.handleSubmit(async ({ name, locale, time_zone }) => {
    try {
      await updateProfile({ name, locale: locale === "browser" ? null : locale, time_zone });
      await loadMe();
      toast.success("Profile saved");
    } catch (error) {
      const field = error instanceof ApiError ? error.fieldErrors().name : undefined;
      form.setError(field ? "name" : "root", { message: field ?? messageOf(error) });
    }
  });
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
        <Controller
          control={form.control}
          name="locale"
          render={({ field: { value, onChange } }) => (
            <FormField label="Dates and figures as in">{(field) => <Select {...field} value={value} onChange={onChange} choices={languages} />}</FormField>
          )}
        />
        <Controller
          control={form.control}
          name="time_zone"
          render={({ field: { value, onChange } }) => (
            <FormField label="Time zone" help="Empty: that of this device.">
              {(field) => <Combobox {...field} value={value} valueLabel={value} onChange={onChange} search={findTimeZones} searchKey={["time zones"]} placeholder="As this device" />}
            </FormField>
          )}
        />
        <Button type="submit" variant="primary" className="self-start" disabled={!isDirty} busy={isSubmitting}>
          Save
        </Button>
      </form>
    </Card>
  );
}
