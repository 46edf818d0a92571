const browsers: [RegExp, string][] = [
  [/edg\//i, "Edge"],
  [/firefox\//i, "Firefox"],
  [/chrome\/|chromium/i, "Chrome"],
  [/safari\//i, "Safari"],
  [/python|curl|httpx/i, "A program"],
];
const systems: [RegExp, string][] = [
  [/windows/i, "Windows"],
  [/android/i, "Android"],
  [/iphone|ipad/i, "iOS"],
  [/mac os/i, "macOS"],
  [/linux/i, "Linux"],
];

/** A user agent in words: "Firefox on Linux". */
export function deviceName(userAgent: string): string {
  const find = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "Unknown device";
}
