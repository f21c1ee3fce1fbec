/**
 * Where Headwater deliberately does other than the npm library, and why. There are no other differences. That each of
 * these really is one is tested in `differences.test.mjs`; ARCHITECTURE.md lists those that a user can notice.
 */

/** Names of the documentation that the npm library has under another name, or no longer. */
export const ONLY_DOCUMENTED = {
  reason: "The documentation is what must work; the npm library dropped or misspells these.",
  names: ["connect.onWebSocketInitFailure", "Agent.onContactPending"],
};

/** Sections about the softphone's media, which no page of Headwater has. */
export const WITHOUT_SOFTPHONE = {
  reason:
    "connect.core.getSoftphoneManager() answers null, as the npm library does in a page without a softphone.",
  sections: ["SoftphoneManager"],
};
