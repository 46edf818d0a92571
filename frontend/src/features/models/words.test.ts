import { describe, expect, it } from "vitest";
import { costText, daysOf, lastDays, millisecondsText, modelsInWords, stateInWords } from "./words";

describe("words of models", () => {
  it("names only the tiers that have a model of their own", () => {
    expect(modelsInWords({ standard: "gpt-4o", small: "", large: "" })).toBe("gpt-4o");
    expect(modelsInWords({ standard: "gpt-4o", small: "gpt-4o-mini", large: "" })).toBe("standard gpt-4o · small gpt-4o-mini");
  });

  it("shows small costs as more than nothing", () => {
    expect(costText("0.0042")).toBe("$0.0042");
    expect(costText("0.000001234")).toBe("$0.00000123");
    expect(costText("12.3")).toBe("$12.30");
    expect(costText("0")).toBe("$0.00");
  });

  it("says how long a provider rests", () => {
    expect(stateInWords("resting", 40).label).toBe("Resting for 40 s");
    expect(stateInWords("resting", 600).label).toBe("Resting for 10 min");
    expect(stateInWords("refused", 0).tone).toBe("danger");
  });

  it("counts days of a period, both ends included, over the end of a month", () => {
    expect(lastDays(3, new Date(2026, 2, 1))).toEqual({ since: "2026-02-27", until: "2026-03-01" });
    expect(daysOf("2026-02-27", "2026-03-01")).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  });

  it("reads durations", () => {
    expect([millisecondsText(840), millisecondsText(12_340), millisecondsText(null)]).toEqual(["840 ms", "12.3 s", "–"]);
  });
});
