/** What must not stand in a log: tokens, credentials, phone numbers, addresses, names, contact attributes. */

const REDACTED = "[redacted]";
const DEEPEST = 200;

const SECRET_MEMBER =
  /^(address|agentname|authtoken|credential|customer(speaker)?id|description|displayname|emailaddress|firstname|internalip|lastname|login|name|phonenumber|presignedurl|queue\.name|quickconnectname|speakerid|summary|token|value)$/i;
const SECRET_TEXT =
  /(ConnectionAuthenticationToken|AuthToken|Phone number|Send digit).*|[\w.%+-]+@[\w.-]+\.[a-z]{2,}/gi;

/** Redacts an object in place. Circles and depths beyond sense are left alone. */
export const redact = (data: unknown, ancestors: object[] = []): void => {
  if (typeof data !== "object" || data === null || ancestors.includes(data) || ancestors.length >= DEEPEST) {
    return;
  }
  const members = data as Record<string, unknown>;
  for (const [name, value] of Object.entries(members)) {
    if (typeof value === "object" && value !== null) {
      if (name === "attributes") {
        members[name] = REDACTED;
      } else if (name !== "state") {
        redact(value, [...ancestors, data]);
      }
    } else if (typeof value === "string") {
      if (name === "url" || name === "text") {
        members[name] = value.replace(SECRET_TEXT, REDACTED);
      } else if (SECRET_MEMBER.test(name)) {
        members[name] = REDACTED;
      } else if (name === "callConfigJson") {
        members[name] = value.replace(/("credential":")[^"]*"/g, `$1${REDACTED}"`);
      }
    }
  }
};
