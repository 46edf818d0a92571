import { expect, test } from "vitest";
import { approval, message } from "@/kit/agent/samples.test-data";
import { endInWords, sentencesOf, wholeSentences } from "./announced";

test("only whole sentences are told, without signs", () => {
  const text = "# Revenue\n- It **grew** by -3.5 %... And the";
  expect(sentencesOf(text.slice(0, wholeSentences(text)))).toEqual(["Revenue", "It grew by -3.5 %..."]);
});

test("code is told as one thing, and the same while it is written and afterwards: what was told is never told again", () => {
  const whole = `Here it is.\n\`\`\`python\n${"x = 1. \n".repeat(500)}\`\`\`\nThat is all.\n`;
  const told = ["Here it is.", "A block of code.", "That is all."];
  expect(sentencesOf(whole)).toEqual(told);
  for (let end = 0; end < whole.length; end += 97) expect(told.slice(0, 2)).toEqual(expect.arrayContaining(sentencesOf(whole.slice(0, end))));
});

test("the end says whether something waits to be decided, or was cut", () => {
  expect(endInWords(message, "Assistant")).toBe("Assistant has answered.");
  expect(endInWords({ ...message, approvals: [approval, { ...approval, id: "a2" }, { ...approval, id: "a3", status: "rejected" }] }, "Assistant")).toBe("Assistant has answered. 2 proposals wait to be decided.");
  expect(endInWords({ ...message, status: "stopped" }, "Assistant")).toBe("The answer of Assistant has ended early.");
  expect(endInWords({ ...message, author: "Ann", content: "I do it." }, "Assistant")).toBe("Ann: I do it.");
});
