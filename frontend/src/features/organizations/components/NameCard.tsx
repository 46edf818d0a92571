import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { loadMe, useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { FormField } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { toast } from "@/kit/ui/toast";
import { renameOrganization } from "../api";

/** The name of the organisation, as everybody sees it. */
export function NameCard() {
  const { organization } = useMe();
  const [name, setName] = useState(organization.name);
  const dirty = name.trim() !== organization.name && name.trim() !== "";
  const save = useMutation({
    mutationFn: () => renameOrganization(organization.id, name.trim()),
    onSuccess: async () => {
      await loadMe();
      toast.success(`The organisation is called ${name.trim()} now`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (dirty) save.mutate();
  };
  return (
    <Card title="Name">
      <form noValidate onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <FormField label="Organisation name" className="w-full max-w-sm" error={save.isError ? messageOf(save.error) : null}>
          {(field) => <Input {...field} maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}
        </FormField>
        <Button type="submit" variant="primary" disabled={!dirty} busy={save.isPending}>
          Save name
        </Button>
      </form>
    </Card>
  );
}
