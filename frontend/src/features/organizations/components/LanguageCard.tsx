import { useMutation, useQuery } from "@tanstack/react-query";
import { messageOf } from "@/kit/api/errors";
import { queryClient } from "@/kit/api/query";
import { humanize } from "@/kit/lib/format";
import { useCan, useMe } from "@/kit/session/store";
import { Card } from "@/kit/ui/card";
import { FormField } from "@/kit/ui/form-field";
import { Select } from "@/kit/ui/select";
import { toast } from "@/kit/ui/toast";
import { chooseLanguage, languageQuery } from "../api";

/** The language in which search knows the other forms of a word. */
export function LanguageCard() {
  const { organization } = useMe();
  const mayChange = useCan("organizations:write");
  const query = languageQuery(organization.id);
  const { data } = useQuery(query);
  const save = useMutation({
    mutationFn: (language: string) => chooseLanguage(organization.id, language),
    onSuccess: (now) => {
      queryClient.setQueryData(query.queryKey, now);
      if (now.operation_id) toast.success(`Search speaks ${nameOf(now.language)} now`, { description: "The records are being indexed anew; you are told when that is done." });
    },
  });
  if (!data) return null;
  return (
    <Card title="Search language">
      <FormField
        label="Language of your records"
        className="w-full max-w-sm"
        help="Search also finds the other forms of a word: “houses” finds “house”."
        error={save.isError ? messageOf(save.error) : null}
      >
        {(field) => (
          <Select {...field} value={data.language} disabled={!mayChange || save.isPending} onChange={(language) => save.mutate(language)} choices={data.languages.map((one) => ({ value: one, label: nameOf(one) }))} />
        )}
      </FormField>
    </Card>
  );
}

const nameOf = (language: string) => (language === "simple" ? "No particular language" : humanize(language));
