/** Questions to begin with, made from the entities that there are. */
import type { EntityMeta } from "@/kit/entity/meta";

/** At most `most` questions that the declared entities can answer. */
export function suggestions(entities: readonly EntityMeta[], most = 4): string[] {
  const asked = entities.flatMap((entity) => {
    const many = entity.label.toLowerCase();
    const late = entity.fields.find((field) => field.kind === "status")?.choices?.find((choice) => choice.value === "overdue");
    const customer = entity.relations[0]?.target;
    return [
      { weight: 3, text: late ? `Which ${many} are overdue?` : "" },
      { weight: 2, text: entity.money_field ? `What do all ${many} add up to?` : "" },
      { weight: 2, text: entity.money_field && customer ? `Which ${customer} have the highest ${many}?` : "" },
      { weight: 1, text: `How many ${many} are there?` },
    ];
  });
  const best = asked.filter((one) => one.text).toSorted((a, b) => b.weight - a.weight);
  return best.slice(0, most).map((one) => one.text);
}
