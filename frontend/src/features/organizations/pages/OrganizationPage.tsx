import { useMe } from "@/kit/session/store";
import { Page } from "@/kit/ui/page";
import { MembersCard } from "../components/MembersCard";
import { LanguageCard } from "../components/LanguageCard";
import { NameCard } from "../components/NameCard";
import { TeamsCard } from "../components/TeamsCard";

export default function OrganizationPage() {
  const { organization } = useMe();
  return (
    <Page title={organization.name}>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="grid min-w-0 gap-4">
          <NameCard key={organization.id} />
          <LanguageCard key={`language ${organization.id}`} />
          <TeamsCard />
        </div>
        <MembersCard />
      </div>
    </Page>
  );
}
