/** Days and moments where the person is: their time zone from the profile, not the one this device happens to be in. */
import { personZone } from "./format";

/** The calendar day it is now. */
export function today(now: number = Date.now()): string {
  return wallClock(now).slice(0, 10);
}

/** A moment as a `datetime-local` field holds it, to the minute. */
export function toWallClock(moment: string): string {
  return wallClock(new Date(moment).getTime());
}

/** The moment that such a text means, as the API takes it; null when it is none. An hour that the clock skips is taken as the one after. */
export function fromWallClock(text: string): string | null {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return null;
  const first = asUtc - offset(asUtc);
  return new Date(asUtc - offset(first)).toISOString().replace(".000Z", "Z");
}

function wallClock(moment: number): string {
  const words = new Intl.DateTimeFormat("sv-SE", { timeZone: personZone(), year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return words.format(moment).replace(" ", "T");
}

/** Milliseconds that the clock of the person is ahead of UTC at a moment. */
function offset(moment: number): number {
  return Date.parse(`${wallClock(moment)}Z`) - Math.floor(moment / 60_000) * 60_000;
}
