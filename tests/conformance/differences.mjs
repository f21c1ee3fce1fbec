/**
 * Where Headwater deliberately does other than the npm library, and why. There are no other differences.
 *
 * - `history({ path, npm, headwater })`: whether this place of a history differs for this reason.
 * - `request(npm, call)`: what Headwater does where the npm library does `npm`; nothing if this has nothing to do with
 *   the call. `call` is `{ action, title, values, fault }`.
 *
 * - `voiceId(npm, headwater)`: whether two ends of a call of Voice ID differ for this reason.
 *
 * - `names` of the documentation that differ.
 *
 * `differences.test.mjs` shows of each that it is there.
 */

/** A sentence of ours: only that there is one matters. */
export const WORDS = "some words";

const isCall = ({ action }, ...methods) => methods.includes(action.method);

export const DIFFERENCES = {
  "calls that end in 401 or 403": {
    reason:
      "With the npm library they never answer; with Headwater they settle with signedOut or accessDenied.",
  },
  "queues of a routing profile": {
    reason: "Of several pages of the list the npm library keeps the last; Headwater keeps all.",
  },
  "polls that are refused": {
    reason: "The npm library stops polling for good; Headwater goes on and recovers.",
  },
  "unknown members": {
    reason: "The npm library drops what its model does not know; Headwater passes it through.",
  },
  "the names of the documentation": {
    reason: "The documentation is what must work; the npm library dropped or misspells these.",
    names: ["connect.onWebSocketInitFailure", "Agent.onContactPending"],
  },
  "the token": {
    reason: "The npm library writes it to the console; Headwater never shows it.",
  },
  "a mastership that is taken over": {
    reason: "The npm library answers whoever takes it twice; Headwater once.",
  },
  "setConfiguration without callbacks": {
    reason: "The npm library throws when it succeeds; Headwater does not.",
  },
  "news without news": {
    reason: "The npm library publishes every answer of a poll; Headwater those that say something new.",
  },
  "a token that a refresh mends": {
    reason:
      "The npm library fires AUTH_FAIL and drops the call; Headwater sends the call again with a fresh token.",
  },
  "the length of the answer": {
    reason: "The npm library adds contentLength to the snapshot, for its own measurements.",
  },
  "the softphone's media": {
    reason:
      "connect.core.getSoftphoneManager() answers null, as the npm library does where no softphone runs.",
    sections: ["SoftphoneManager"],
  },
  "getters that trip over themselves": {
    reason:
      "Where a contact has no initial or no agent's connection, a task is asked for its supervisor, or a chat for a name that it has not, the npm library throws a TypeError.",
    history: ({ path, npm, headwater }) =>
      npm?.throws === "TypeError" &&
      ((/\.(isInbound|isUnderSupervision)$/.test(path) && headwater === false) ||
        // Video may also come from third parties.
        (/\.canAgentReceiveVideo$/.test(path) && typeof headwater !== "object") ||
        (/\.(canAgentSend\w+|canCustomerSendScreenShare|getParticipantName)$/.test(path) && !headwater)),
  },
  "what a supervisor is told": {
    reason:
      "The documentation names agentName and joinTime, and null for nothing; the npm library gives what the service sends.",
    history: ({ path, npm, headwater }) =>
      (/\.getMonitorInfo$/.test(path) && npm === undefined && headwater === null) ||
      (/\.getMonitorInfo\.(agentName|joinTime)$/.test(path) && npm === undefined),
  },
  "initCCP with options alone": {
    reason:
      "The example for TypeScript in the documentation starts so, and the npm library throws; Headwater shows no control panel.",
  },
  "tasks without TaskJS": {
    reason: "On a page without TaskJS the npm library throws when a task is asked for its connections.",
  },
  "requests that fail on their way": {
    reason:
      "The npm library sends them up to four times; Headwater never sends twice what may have been carried out.",
    request(npm, { fault }) {
      if (!fault || (fault.status < 500 && fault.status !== 429)) {
        return undefined;
      }
      const once = npm.requests.filter(
        (request, index, all) => index === 0 || JSON.stringify(request) !== JSON.stringify(all[index - 1]),
      );
      return { ...npm, requests: once };
    },
  },
  "no network": {
    reason: "Headwater says offline, the npm library NetworkingError.",
    request(npm, { fault }) {
      if (!fault?.failure) {
        return undefined;
      }
      const settled = npm.settled.map(([how, first, ...rest]) =>
        first?.json?.type === "NetworkingError"
          ? [how, { json: { ...first.json, type: "offline", message: WORDS } }, ...rest]
          : [how, first, ...rest],
      );
      return { ...npm, settled };
    },
  },
  "methods that do not exist": {
    reason:
      "The npm library's error says nothing (the text of an empty object); Headwater's says what is wrong.",
    request(npm) {
      const [[how, error, data] = []] = npm.settled;
      const message = data?.message;
      if (how !== "failure" || !message || Object.keys(error?.json ?? { some: true }).length > 0) {
        return undefined;
      }
      const json = { type: "UnknownMethod", message, retryStatus: "none", stack: "lines", statusCode: 400 };
      return { ...npm, settled: [["failure", { json }, null]] };
    },
  },
  "the token is not the page's to give": {
    reason: "Where parameters are no object, the npm library misses the token in them; Headwater does not.",
    request(npm) {
      const missing = "MissingRequiredParameter: Missing required key 'authentication' in params";
      const [[how, error, ...rest] = []] = npm.settled;
      const faults = error?.json?.faults;
      return faults?.includes(missing)
        ? {
            ...npm,
            settled: [
              [
                how,
                { json: { ...error.json, faults: faults.filter((fault) => fault !== missing) } },
                ...rest,
              ],
            ],
          }
        : undefined;
    },
  },
  "failures that nobody listens to": {
    reason:
      "A call with a success callback alone that fails: the npm library calls it with null; Headwater does not.",
    request(npm, { values }) {
      const [[how, data] = []] = npm.settled;
      const isFailure = data === null || Object.keys(data ?? {}).join() === "message";
      if (!values.some((value) => value?.onlySuccess) || how !== "success" || !isFailure) {
        return undefined;
      }
      return { ...npm, settled: [], ...("reloaded" in npm && { reloaded: false }) };
    },
  },
  "parameters that trip the npm library": {
    reason: "With such parameters it throws where nobody sees it, and never answers; Headwater settles.",
    request(npm, call) {
      const trips =
        (isCall(call, "setConfiguration") && call.title.endsWith("as parameter 0")) ||
        (isCall(call, "getEndpoints", "getAddresses") &&
          /with (-1.5|"text"|true) as parameter 2$/.test(call.title)) ||
        (/client.call (updateAgentConfiguration|sendSoftphoneCall\w+) /.test(call.title) &&
          / as parameter 1$/.test(call.title));
      return trips && npm.settled.length === 0 && npm.throws === undefined ? { settles: true } : undefined;
    },
  },
  "events that are not a page's": {
    reason:
      "With the npm library any page can broadcast any event; with Headwater those that are a page's to send.",
  },
  "the event bus": {
    reason: "The npm library has none before initCCP; with Headwater there always is one.",
  },
  "what a lost WebSocket is told with": {
    reason: "The documentation promises the agent; the npm library gives the socket's data.",
    names: ["Agent.onWebSocketConnectionLost", "Agent.onWebSocketConnectionGained"],
  },
  "a WebSocket that is back at once": {
    reason:
      "The npm library tells the agent of every loss; Headwater of one that lasts, and the WebSocket's own events of each.",
  },
  "signing out by TERMINATE": {
    reason:
      "As documented it signs out; with the npm library it does nothing on a page beside the control panel.",
  },
  "a stray % in a log line": {
    reason: "The npm library drops the line and returns nothing; Headwater keeps it as it is.",
  },
  "a worker that says nothing": {
    reason:
      "Headwater publishes ACK_TIMEOUT, as documented; the npm library only with an undocumented option.",
  },
  "Voice ID in a conference": {
    reason: "The npm library throws at once; Headwater rejects the promise.",
    voiceId: (npm, headwater) =>
      [npm, headwater].every(({ ends }) => ends.length === 1 && ends[0][1].error === "NotImplementedError") &&
      npm.ends[0][0] === "thrown" &&
      headwater.ends[0][0] === "rejected",
  },
  "a contact that a client's call accepts": {
    reason:
      "With the npm library pages hear of a contact that contact.accept() accepts; with Headwater of every one that is accepted in the browser.",
    request(npm, { title, fault }) {
      const accepts = npm.requests?.some(({ operation }) => operation === "AcceptContact");
      if (!title.startsWith("client.call acceptContact") || !accepts || fault) {
        return undefined;
      }
      const [{ parameters }] = npm.requests;
      const told = ["contact::accepted", `contact::accepted::${parameters.contactId}`].map((name) => [
        name,
        { Contact: { contactId: parameters.contactId } },
      ]);
      return { ...npm, events: npm.events.map((events) => [...events, ...told]) };
    },
  },
  "an enrolment that cannot be followed": {
    reason:
      "When the session cannot be described, the npm library leaves the promise open; Headwater rejects it.",
    voiceId: (npm, headwater) =>
      npm.ends.every(([how]) => how === "collected") &&
      headwater.ends.at(-1)?.[1]?.type === "describe_session_failed",
  },
  "a speaker that is not enrolled": {
    reason:
      "The documentation promises the type speaker_id_not_enrolled; with the npm library a type that the service gives stays.",
    voiceId(npm, headwater) {
      const [[, theirs] = [], ...more] = npm.ends;
      const type = "speaker_id_not_enrolled";
      return (
        more.length === 0 &&
        [400, 404].includes(theirs?.status) &&
        theirs.type !== type &&
        JSON.stringify(headwater.ends) === JSON.stringify([["resolved", { ...theirs, type }]])
      );
    },
  },
  "lines of a page's own": {
    reason:
      "With the npm library what a page logs is in the logs of all pages and of the control panel; Headwater keeps it in the page, as documented.",
  },
  "what JSON cannot carry": {
    reason: "Messages to the worker are JSON: NaN arrives as null, with the npm library as NaN.",
  },
};
