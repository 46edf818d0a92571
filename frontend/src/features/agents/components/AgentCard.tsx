import { MessageSquare } from "lucide-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { purposeOf } from "@/kit/agent/queries";
import { useEntities } from "@/kit/entity/meta";
import { formatNumber } from "@/kit/lib/format";
import { useCan } from "@/kit/session/store";
import { Avatar } from "@/kit/ui/avatar";
import { Button } from "@/kit/ui/button";
import { Chip, Chips } from "@/kit/ui/chips";
import { Pill } from "@/kit/ui/pill";
import { toast } from "@/kit/ui/toast";
import { type Agent, beginChat } from "../api";
import { abilitiesInWords } from "../words";
import { AgentMenu } from "./AgentMenu";
import { Ratings } from "./Ratings";

/** Who it is, what it may do and knows, who made it; and the way into a chat with it. */
export function AgentCard({ agent }: { agent: Agent }) {
  const entities = useEntities();
  const builds = useCan("agents:build");
  const can = abilitiesInWords(agent.abilities, (name) => entities.find((entity) => entity.name === name)?.label);
  return (
    <article aria-label={agent.label} className="flex h-full flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <header className="flex items-start gap-3">
        <Avatar name={agent.label} size={32} square />
        <div className="min-w-0 flex-1">
          <h2 className="line-clamp-2 text-base font-semibold" title={agent.label}>
            {builds ? (
              <Link to={`/agents/${agent.name}`} className="rounded-sm underline-offset-4 hover:text-accent-text hover:underline">
                {agent.label}
              </Link>
            ) : (
              agent.label
            )}
          </h2>
          <p className="text-xs text-ink-2">{origin(agent)}</p>
        </div>
        {!agent.enabled && <Pill status="inactive" label="Off" />}
        {builds && <AgentMenu agent={agent} />}
      </header>
      <p className="line-clamp-3 text-sm">{purposeOf(agent)}</p>
      <ul aria-label="What it may do" className="list-disc pl-4 text-sm text-ink-2 marker:text-ink-3">
        {can.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {agent.expertise.length > 0 && (
        <Chips label="What it knows">
          {agent.expertise.slice(0, 5).map((word) => (
            <Chip key={word} label={word} />
          ))}
          {agent.expertise.length > 5 && <span className="text-xs leading-6 text-ink-2">+{agent.expertise.length - 5}</span>}
        </Chips>
      )}
      <div className="mt-auto flex flex-col gap-2">
        <div className="flex min-h-7 items-center justify-between gap-2">
          <span className="text-xs text-ink-2 tabular-nums">{asked(agent.conversations)}</span>
          <Ratings agent={agent.name} />
        </div>
        {agent.enabled && <Start agent={agent} />}
      </div>
    </article>
  );
}

function Start({ agent }: { agent: Agent }) {
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => beginChat(agent.name),
    onSuccess: (id) => void navigate(`/conversations/${id}`),
    onError: (error) => toast.error(`Could not begin a chat with ${agent.label}`, error),
  });
  return (
    <Button size="sm" className="w-full" busy={start.isPending} onClick={() => start.mutate()} aria-label={`Start a chat with ${agent.label}`}>
      <MessageSquare aria-hidden /> Start a chat
    </Button>
  );
}

const tiers: Record<string, string> = { small: "Small model", standard: "Standard model", large: "Large model" };

function origin(agent: Agent): string {
  const by = agent.made ? `Made by ${agent.author || "somebody who left"} · version ${agent.version}` : "Part of the product";
  return `${by} · ${tiers[agent.tier] ?? agent.tier}`;
}

function asked(count: number): string {
  return count === 1 ? "1 conversation this week" : `${formatNumber(count)} conversations this week`;
}
