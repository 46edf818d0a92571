import { humanize } from "@/kit/lib/format";
import { CopyButton } from "@/kit/ui/copy-button";
import { RawText } from "./RawText";

export interface PromptMessage {
  role: string;
  content: string;
  /** Tools that the model called here. */
  calls?: { name: string; args: unknown }[];
  /** Bytes of each picture. */
  images?: number[];
}

/** Every message that the model was sent, in order; the instructions folded, for they are the same in every step. */
export function Prompt({ messages }: { messages: PromptMessage[] }) {
  const whole = messages.map((message) => `[${message.role}]\n${message.content}`).join("\n\n");
  return (
    <section aria-label="Prompt" className="space-y-1.5">
      <h3 className="flex items-center justify-between text-xs font-medium text-ink-2">
        Prompt
        <CopyButton text={whole} what="prompt" />
      </h3>
      <ol className="divide-y divide-line rounded-md border border-line">
        {messages.map((message, at) => (
          <li key={at}>
            <details open={message.role !== "system"}>
              <summary className="flex min-h-8 cursor-default items-center gap-2 px-3 text-xs font-medium text-ink-2 outline-offset-[-2px]">
                {humanize(message.role)}
                <span className="min-w-0 flex-1 truncate font-normal [details[open]>summary>&]:hidden">{message.content}</span>
              </summary>
              <div className="space-y-1 px-3 pb-2">
                {message.content && <RawText text={message.content} />}
                {message.calls?.map((call, number) => (
                  <p key={number} className="font-mono text-xs break-words">
                    <span className="text-ink-2">calls </span>
                    {call.name}({JSON.stringify(call.args)})
                  </p>
                ))}
                {message.images && message.images.length > 0 && <p className="text-xs text-ink-2">{message.images.length} picture(s)</p>}
              </div>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
