/** Voice ID: the same requests of the agent-app service, over the same time, and the same end. */

import assert from "node:assert/strict";
import test, { after } from "node:test";
import fc from "fast-check";
import { checkedMethod, counted } from "./checked/checked.mjs";
import { DIFFERENCES } from "./differences.mjs";
import { HeadwaterSide } from "./harness/headwater-side.mjs";
import { NpmSide } from "./harness/npm-side.mjs";
import { buildSessions, SessionsProcess } from "./harness/sessions-process.mjs";
import { differences, plainOf } from "./observation/plain.mjs";
import { worldForActions } from "./requests/world.mjs";
import { again, shrinkPath as path, scenarios, seed } from "./settings.mjs";

const sessions = new SessionsProcess(await buildSessions());
after(() => sessions.end());

/** Longer than the longest polling. */
const LONGEST = 700_000;
const STEP = 5000;

/** Random each time. */
const NOT_COMPARED = new Set(["clientToken"]);

const good = (body) => ({ status: 200, body });
const refused = fc.constantFrom(
  { status: 400, body: { message: "Bad." } },
  { status: 404, body: { message: "Gone.", type: "ResourceNotFoundException" } },
  { status: 403, body: { message: "No." } },
);

/** Mostly the usual answer, now and then another or a refusal; the last one stays. */
function answers(usual, ...others) {
  const one = fc.oneof(
    { weight: 20, arbitrary: fc.constant(good(usual)) },
    ...others.map((body) => ({ weight: 1, arbitrary: fc.constant(good(body)) })),
    { weight: 1, arbitrary: refused },
  );
  return fc.array(one, { minLength: 1, maxLength: 3 });
}

function evaluation() {
  const decision = (...values) => values.map((Decision) => ({ Decision }));
  return fc
    .record({
      StreamingStatus: fc.constantFrom("PENDING_CONFIGURATION", "ONGOING", "ONGOING", "ENDED"),
      AuthenticationResult: fc.option(
        fc.constantFrom(
          ...decision("ACCEPT", "REJECT", "NOT_ENOUGH_SPEECH", "SPEAKER_NOT_ENROLLED", "SPEAKER_OPTED_OUT"),
          ...decision("SPEAKER_ID_NOT_PROVIDED", "SPEAKER_EXPIRED", "OTHER"),
        ),
        { nil: null },
      ),
      FraudDetectionResult: fc.option(
        fc.constantFrom(...decision("HIGH_RISK", "LOW_RISK", "NOT_ENOUGH_SPEECH", "OTHER")),
        {
          nil: null,
        },
      ),
    })
    .map(good);
}

function session() {
  return fc
    .record({
      StreamingStatus: fc.constantFrom("ONGOING", "ENDED"),
      EnrollmentRequestDetails: fc.record({
        Status: fc.constantFrom("COMPLETED", "IN_PROGRESS", "NOT_ENOUGH_SPEECH", "FAILED", "NOT_ENABLED"),
        Message: fc.constantFrom("why", null),
      }),
    })
    .map((Session) => good({ Session }));
}

/** One after the other, or a refusal. */
function several(arbitrary) {
  return fc.array(fc.oneof({ weight: 8, arbitrary }, { weight: 1, arbitrary: refused }), {
    minLength: 1,
    maxLength: 4,
  });
}

const domain = "arn:aws:voiceid:us-west-2:123456789012:domain/domain-1";
const prefix = "AgentAppService.";

/** What the service usually answers. */
const USUAL = {
  "Lcms.getContact": { contactData: { customerId: "speaker-1" } },
  "Lcms.updateVoiceIdData": {},
  "VoiceId.describeSpeaker": { Speaker: { Status: "ENROLLED" } },
  "VoiceId.optOutSpeaker": { generatedSpeakerId: "generated" },
  "VoiceId.deleteSpeaker": {},
  "VoiceId.evaluateSession": {},
  "VoiceId.enrollBySession": { Status: "SUBMITTED" },
  "VoiceId.updateSession": { Session: { GeneratedSpeakerId: "generated" } },
  "Nasa.startVoiceIdSession": { sessionId: "session-1" },
  "Acs.listIntegrationAssociations": { IntegrationAssociationSummaryList: [{ IntegrationArn: domain }] },
};

const scenario = fc.record({
  call: fc.constantFrom(
    ["getVoiceIdSpeakerId"],
    ["getVoiceIdSpeakerStatus"],
    ["optOutVoiceIdSpeaker"],
    ["deleteVoiceIdSpeaker"],
    ["evaluateSpeakerWithVoiceId", false],
    ["evaluateSpeakerWithVoiceId", true],
    ["enrollSpeakerInVoiceId", "callback"],
    ["enrollSpeakerInVoiceId"],
    ["updateVoiceIdSpeakerId", "speaker-2"],
  ),
  permitted: fc.constantFrom(true, true, true, false),
  contactId: fc.constantFrom("plain-call", "plain-call", "plain-call", "call"),
  answers: fc.record({
    [`${prefix}Lcms.getContact`]: answers(USUAL["Lcms.getContact"], { contactData: {} }),
    [`${prefix}Lcms.updateVoiceIdData`]: answers(USUAL["Lcms.updateVoiceIdData"]),
    [`${prefix}VoiceId.describeSpeaker`]: answers(USUAL["VoiceId.describeSpeaker"], {
      Speaker: { Status: "OPTED_OUT" },
    }),
    [`${prefix}VoiceId.optOutSpeaker`]: answers(USUAL["VoiceId.optOutSpeaker"]),
    [`${prefix}VoiceId.deleteSpeaker`]: answers(USUAL["VoiceId.deleteSpeaker"]),
    [`${prefix}VoiceId.evaluateSession`]: several(evaluation()),
    [`${prefix}VoiceId.describeSession`]: several(session()),
    [`${prefix}VoiceId.enrollBySession`]: answers(USUAL["VoiceId.enrollBySession"], { Status: "COMPLETED" }),
    [`${prefix}VoiceId.updateSession`]: answers(USUAL["VoiceId.updateSession"], {}),
    [`${prefix}Nasa.startVoiceIdSession`]: answers(USUAL["Nasa.startVoiceIdSession"], {}),
    [`${prefix}Acs.listIntegrationAssociations`]: answers(USUAL["Acs.listIntegrationAssociations"], {
      IntegrationAssociationSummaryList: [],
    }),
  }),
});

function worldFor({ permitted }) {
  const world = worldForActions();
  for (const contact of world.snapshot.contacts) {
    contact.initialContactId = "first";
  }
  // Three active connections are a conference.
  world.lists.permissions = permitted ? ["voiceId"] : [];
  return world;
}

async function play(side, { call: [method, argument], contactId, answers }) {
  const { connect, machine, service } = side;
  try {
    side.start();
    await machine.advance(1500);
    const plain = plainOf(connect, NOT_COMPARED);
    service.agentAppAnswers = structuredClone(answers);
    service.requests.length = 0;
    const ends = [];
    const end = (how) => (value) => ends.push([how, plain(ended(value)), machine.clock.now]);
    const parameter = argument === "callback" ? end("collected") : argument;
    try {
      const promise = new connect.Contact(contactId).getConnections()[0][method](parameter);
      promise.then(end("resolved"), end("rejected"));
    } catch (error) {
      end("thrown")(error);
    }
    const isOver = () => ends.some(([how]) => how !== "collected");
    for (let time = 0; time < LONGEST && !isOver(); time += STEP) {
      await machine.advance(STEP);
    }
    await machine.advance(STEP);
    return {
      ends,
      requests: plain(service.requests.filter(({ operation }) => operation.startsWith(prefix))),
    };
  } finally {
    side.close();
  }
}

/** Of an error of Voice ID the type counts: its sentences and its stack are each library's own. */
function ended(value) {
  if (typeof value?.stack === "string" && value.type) {
    return { type: value.type, hasCause: value.err !== undefined };
  }
  return value;
}

/** @returns where the sides differ without being meant to, in lines. */
async function compare(scenario) {
  const world = worldFor(scenario);
  const npm = await play(new NpmSide(world, { fast: true }), scenario);
  const headwater = await play(new HeadwaterSide(world, sessions), scenario);
  const isMeant = Object.values(DIFFERENCES).some(({ voiceId }) => voiceId?.(npm, headwater));
  return isMeant ? [] : [...differences(npm, headwater)].map(({ path, words }) => `${path}: ${words}`);
}

async function check(property, runs) {
  const result = await fc.check(property, { numRuns: path ? 1 : runs, seed, path, endOnFailure: !!path });
  assert.ok(
    !result.failed,
    `${result.errorInstance?.message}\nShrunk to ${JSON.stringify(result.counterexample)}\n${again("voice-id", seed, result.counterexamplePath)}`,
  );
}

test(`${scenarios} scenarios of Voice ID, seed ${seed}`, async () => {
  const property = fc.asyncProperty(scenario, async (scenario) => {
    const found = await compare(scenario);
    assert.equal(found.length, 0, found.join("\n"));
    checkedMethod("VoiceConnection", scenario.call[0], "voiceId");
    counted("scenarios of Voice ID", 1);
  });
  await check(property, scenarios);
});

test("an enrolment that cannot be followed", async () => {
  const refusal = { status: 403, body: { message: "No." } };
  const [usual] = fc.sample(scenario, { numRuns: 1, seed: 1 });
  const answers = Object.fromEntries(
    Object.keys(usual.answers).map((operation) => [
      operation,
      [operation.endsWith("describeSession") ? refusal : good(USUAL[operation.slice(prefix.length)])],
    ]),
  );
  const call = ["enrollSpeakerInVoiceId"];
  const scenarioOfIt = { call, permitted: true, contactId: "plain-call", answers };
  const world = worldFor(scenarioOfIt);
  assert.deepEqual((await play(new NpmSide(world, { fast: true }), scenarioOfIt)).ends, []);
  const [[how, end]] = (await play(new HeadwaterSide(world, sessions), scenarioOfIt)).ends;
  assert.deepEqual([how, end.type], ["rejected", "describe_session_failed"]);
});
