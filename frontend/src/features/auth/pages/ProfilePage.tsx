import { Page } from "@/kit/ui/page";
import { NotificationPreferences } from "../components/NotificationPreferences";
import { PasswordForm } from "../components/PasswordForm";
import { ProfileForm } from "../components/ProfileForm";

export default function ProfilePage() {
  return (
    <Page narrow title="Profile">
      <ProfileForm />
      <PasswordForm />
      <NotificationPreferences />
    </Page>
  );
}
