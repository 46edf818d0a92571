/** A span of calendar days, both ends included, and the points of time that charts draw of it. */
import { addDays, today } from "./days";

export interface Period {
  since: string;
  until: string;
}

/** The last so many days up to today, by this device's calendar. */
export function lastDays(days: number, now = new Date()): Period {
  const until = today(now);
  return { since: addDays(until, 1 - days), until };
}

/** Every day of a period, first to last; at most 400. */
export function daysOf({ since, until }: Period): string[] {
  const days: string[] = [];
  for (let day = since; day <= until && days.length < 400; day = addDays(day, 1)) days.push(day);
  return days;
}
