import { useState } from "react";
import { Button } from "@/kit/ui/button";
import { CopyButton } from "@/kit/ui/copy-button";
import { Dialog } from "@/kit/ui/dialog";
import { Tabs } from "@/kit/ui/tabs";
import type { NewApiKey } from "../api";

/** Ready to paste, with the secret in its place. */
function snippets(secret: string): { value: string; label: string; text: string }[] {
  const home = location.origin;
  const server = { mcpServers: { groundwork: { type: "http", url: `${home}/mcp`, headers: { Authorization: `Bearer ${secret}` } } } };
  return [
    { value: "curl", label: "curl", text: `curl ${home}/api/v1/auth/me -H "Authorization: Bearer ${secret}"` },
    { value: "openai", label: "OpenAI client", text: `from openai import OpenAI\n\nclient = OpenAI(base_url="${home}/v1", api_key="${secret}")\nprint([model.id for model in client.models.list()])` },
    { value: "mcp", label: "MCP client", text: JSON.stringify(server, null, 2) },
    { value: "cli", label: "Command line", text: `export GROUNDWORK_URL=${home}\nexport GROUNDWORK_API_KEY=${secret}\ngroundwork chat` },
  ];
}

/** The secret, this once. It stays until somebody says that he has it. */
export function SecretDialog({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
  const [shown, setShown] = useState("curl");
  return (
    <Dialog
      open
      insistent
      onOpenChange={onClose}
      title={`Key ${made.name}`}
      description="Copy the secret now: it is not shown again. Whoever has it can do what the key may do."
      footer={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="flex items-center gap-2 rounded-md border border-line bg-canvas px-3 py-2">
        <code className="min-w-0 flex-1 text-sm break-all">{made.secret}</code>
        <CopyButton text={made.secret} what="secret" />
      </div>
      <Tabs
        label="How to use it"
        className="mt-4"
        value={shown}
        onChange={setShown}
        tabs={snippets(made.secret).map(({ value, label, text }) => ({ value, label, content: <Snippet text={text} /> }))}
      />
    </Dialog>
  );
}

function Snippet({ text }: { text: string }) {
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-canvas px-3 py-2">
      <pre className="min-w-0 flex-1 text-xs whitespace-pre-wrap break-all">{text}</pre>
      <CopyButton text={text} what="example" />
    </div>
  );
}
