// What goes wrong at the service's door: only with what is asked again, so that every command has one meaning.

const DOORS = [
  "GetAgentSnapshot",
  "GetAgentSnapshot",
  "GetAgentConfiguration",
  "CreateTransport",
  "/auth/authorize",
];
const KINDS = [
  { kind: "status", status: 503 },
  { kind: "status", status: 500 },
  { kind: "status", status: 429, headers: { "retry-after": "1" } },
  { kind: "cut" },
  { kind: "truncated" },
  { kind: "malformed" },
  { kind: "latency", milliseconds: 400 },
];
const PROBABILITY = 0.3;

/** Perhaps makes the next request or two of some kind fail. @returns {Promise<string | null>} what, in words */
export async function perhapsFail(control, chance) {
  if (!chance.happens(PROBABILITY)) {
    return null;
  }
  const fault = { operation: chance.pick(DOORS), ...chance.pick(KINDS), count: 1 + chance.below(2) };
  await control.fault(fault);
  return `${fault.kind} at ${fault.operation}`;
}
