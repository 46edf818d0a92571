/** Questions to begin with: those that the agent declares, else what its tools can answer from the entities that there are. */
import type { Agent } from "@/kit/agent/queries";
import type { EntityMeta } from "@/kit/entity/meta";

/** At most `most`, for an agent that is known; none while it is not. */
export function suggestions(agent: Agent | undefined, entities: readonly EntityMeta[], most = 4): string[] {
  if (!agent) return [];
  if (agent.suggestions.length > 0) return agent.suggestions.slice(0, most);
  const readable = entities.filter((entity) => agent.tools.includes(`list_${entity.name}`));
  const asked = readable.flatMap((entity) => questionsOn(entity)).toSorted((a, b) => b.weight - a.weight);
  return asked.length > 0 ? asked.slice(0, most).map((one) => one.text) : ["What can you do for me?"];
}

function questionsOn(entity: EntityMeta): { weight: number; text: string }[] {
  const many = entity.label.toLowerCase();
  const late = entity.fields.find((field) => field.kind === "status")?.choices?.find((choice) => choice.value === "overdue");
  const customer = entity.relations[0]?.target;
  const questions = [
    { weight: 3, text: late ? `Which ${many} are overdue?` : "" },
    { weight: 2, text: entity.money_field ? `What do all ${many} add up to?` : "" },
    { weight: 2, text: entity.money_field && customer ? `Which ${customer} have the highest ${many}?` : "" },
    { weight: 1, text: `How many ${many} are there?` },
  ];
  return questions.filter((one) => one.text);
}
