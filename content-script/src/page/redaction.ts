/** What must not stand in a log: tokens, credentials, phone numbers, addresses, names, contact attributes. */

const REDACTED = "[redacted]";
const DEEPEST = 200;

const REDACTED_MEMBERS = new Set([
  "address",
  "agentname",
  "authtoken",
  "credential",
  "customerid",
  "customerspeakerid",
  "description",
  "displayname",
  "emailaddress",
  "firstname",
  "internalip",
  "lastname",
  "login",
  "name",
  "phonenumber",
  "presignedurl",
  "queue.name",
  "quickconnectname",
  "speakerid",
  "summary",
  "token",
  "value",
]);

function redactText(text: string): string {
  return text
    .replace(/AuthToken.*/gi, REDACTED)
    .replace(/Phone number.*/gi, `phone number${REDACTED}`)
    .replace(/Send digit.*/gi, `send digit ${REDACTED}`)
    .replace(/ConnectionAuthenticationToken.*/gi, REDACTED)
    .replace(/[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}/gi, `email address ${REDACTED}`);
}

/** Redacts an object in place. Circles and depths beyond sense are left alone. */
export function redact(data: unknown, ancestors: object[] = []): void {
  if (typeof data !== "object" || data === null || ancestors.includes(data) || ancestors.length >= DEEPEST) {
    return;
  }
  const members = data as Record<string, unknown>;
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (typeof value === "object" && value !== null) {
      if (name === "attributes") {
        members[name] = REDACTED;
      } else if (name !== "state") {
        redact(value, [...ancestors, data]);
      }
    } else if (typeof value === "string") {
      if (name === "url" || name === "text") {
        members[name] = redactText(value);
      } else if (REDACTED_MEMBERS.has(name.toLowerCase())) {
        members[name] = REDACTED;
      } else if (name.toLowerCase() === "callconfigjson") {
        members[name] = value.replace(/("credential":")[^"]*"/g, `$1${REDACTED}"`);
      }
    }
  }
}
