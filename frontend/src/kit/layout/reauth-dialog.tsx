import { type FormEvent, useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { signIn, signOut, useMe } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";

/** The session has ended while somebody was working: he signs in again over the page, and what he was doing goes on. */
export default function ReauthDialog() {
  const me = useMe();
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(me.email, password);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const leave = async () => {
    await signOut();
    location.assign("/sign-in"); // a fresh page: nothing of this person stays in memory
  };
  return (
    <Dialog open onOpenChange={() => undefined} insistent size="sm" title="Please sign in again" description="Your session has ended. Nothing on this page is lost.">
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        <input type="email" autoComplete="username" value={me.email} readOnly hidden />
        <FormField label={`Password of ${me.email}`}>
          {(field) => <Input {...field} type="password" autoComplete="current-password" autoFocus value={password} onChange={(event) => setPassword(event.target.value)} />}
        </FormField>
        <div className="flex justify-end gap-2">
          <Button onClick={() => void leave()}>Sign out</Button>
          <Button type="submit" variant="primary" busy={busy}>
            Sign in
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
