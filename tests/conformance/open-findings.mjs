/**
 * Differences that are none of Headwater's intentions and are still to be mended: `{ finding, calls }`, where the calls are
 * those whose title matches. They run as a test that is marked as such; a line goes when its calls agree.
 */

export const OPEN_FINDINGS = [];

/** The same of Voice ID, for what the npm library did in a scenario. */
export const OPEN_VOICE_ID_FINDINGS = [
  {
    finding: "the status of a speaker that is not enrolled is an error in another form",
    concerns: ({ ends }) => ends.some(([, end]) => end?.status === 400 || end?.status === 404),
  },
  {
    finding: "Voice ID methods reject in a conference, and throw with the npm library",
    concerns: ({ ends }) => ends.some(([how]) => how === "thrown"),
  },
  {
    finding: "evaluateSpeaker asks once less before its timeout",
    concerns: ({ ends }) => ends.some(([, end]) => end?.type === "evaluate_speaker_timeout"),
  },
  {
    finding: "one of two decisions lacks speech: Inconclusive, and Error with the npm library",
    concerns: ({ ends }) =>
      ends.some(([, end]) =>
        [end?.AuthenticationResult, end?.FraudDetectionResult].some((result) => result?.Decision === "Error"),
      ),
  },
];
