import { describe, expect, it } from "vitest";
import { axisCost, millisecondsText, modelsInWords, stateInWords } from "./words";

describe("words of models", () => {
  it("names only the tiers that have a model of their own", () => {
    expect(modelsInWords({ standard: "gpt-4o", small: "", large: "" })).toBe("gpt-4o");
    expect(modelsInWords({ standard: "gpt-4o", small: "gpt-4o-mini", large: "" })).toBe("standard gpt-4o · small gpt-4o-mini");
  });

  it("gives the marks of an axis decimals enough to differ", () => {
    expect([0, 0.035, 0.07].map(axisCost(0.105))).toEqual(["$0.000", "$0.035", "$0.070"]);
    expect([25, 50].map(axisCost(120))).toEqual(["$25", "$50"]);
  });

  it("says how long a provider rests", () => {
    expect(stateInWords("resting", 40).label).toBe("Resting for 40 s");
    expect(stateInWords("resting", 600).label).toBe("Resting for 10 min");
    expect(stateInWords("refused", 0).tone).toBe("danger");
  });

  it("reads durations", () => {
    expect([millisecondsText(840), millisecondsText(12_340), millisecondsText(null)]).toEqual(["840 ms", "12.3 s", "–"]);
  });
});
