import assert from "node:assert/strict";
import test, { mock } from "node:test";
import * as doc from "./documents.mjs";
import { openPage, plain } from "./page.mjs";

const DOMAIN = "arn:aws:voiceid:us-west-2:123456789012:domain/domain-1";

/** A call, and an agent-app service that answers as the test says: by method, one answer after the other. */
function callWith(answers) {
  mock.timers.enable({ apis: ["setTimeout"] });
  const page = openPage({
    before(window) {
      window.setTimeout = setTimeout;
      window.clearTimeout = clearTimeout;
      window.crypto.randomUUID = () => "token";
    },
  });
  const { connect, worker } = page;
  page.initCCP();
  worker.acknowledge();
  worker.tell(doc.firstUpdate(doc.document({ contacts: [doc.contact("c1", { state: "connected" })] })));
  connect.getLog().setEchoLevel("CRITICAL");
  const asked = [];
  let seen = 0;
  /** Answers what was asked, and lets the time pass that the library waits, until the promise is settled. */
  const run = async (promise) => {
    let settled = false;
    const done = promise.finally(() => {
      settled = true;
    });
    done.catch(() => {});
    while (!settled) {
      for (const { id, method, params } of worker.heard("call").slice(seen)) {
        seen++;
        const name = method.replace(/^AgentAppService\.\w+\./, "");
        asked.push([name, params]);
        const answer = answers[name]?.length > 1 ? answers[name].shift() : answers[name]?.[0];
        worker.settle(
          id,
          answer ?? { kind: "failure", error: { type: "none", message: "no such operation" } },
        );
      }
      await new Promise((resolve) => setImmediate(resolve));
      mock.timers.tick(5000);
    }
    return done;
  };
  const connection = new connect.Contact("c1").getAgentConnection();
  return { ...page, connection, run, asked };
}

const ok = (data) => ({ kind: "success", data });
const fails = (status) => ({ kind: "failure", error: { type: "x", message: "no", said: { status } } });
const basics = {
  getContact: [ok({ contactData: { customerId: "speaker" } })],
  listIntegrationAssociations: [ok({ IntegrationAssociationSummaryList: [{ IntegrationArn: DOMAIN }] })],
  updateSession: [ok({ Session: { GeneratedSpeakerId: "generated" } })],
  updateVoiceIdData: [ok({})],
};

test.afterEach(() => mock.timers.reset());

test("the speaker id is that of the contact", async () => {
  const { connection, run, asked } = callWith(basics);
  assert.deepEqual(plain(await run(connection.getVoiceIdSpeakerId())), { speakerId: "speaker" });
  assert.deepEqual(asked, [
    [
      "getContact",
      {
        contactId: "c1",
        instanceId: "11111111-2222-3333-4444-555555555555",
        awsAccountId: "123456789012",
      },
    ],
  ]);
});

test("a service that is not there is a typed error", async () => {
  const { connection, connect, run } = callWith({});
  await assert.rejects(run(connection.getVoiceIdSpeakerId()), (error) => {
    assert.equal(error.type, connect.VoiceIdErrorTypes.GET_SPEAKER_ID_FAILED);
    assert.equal(JSON.parse(error.err).type, "none");
    return true;
  });
});

test("a speaker that the service does not know is an answer, not an error", async () => {
  const { connection, connect, run } = callWith({ ...basics, describeSpeaker: [fails(404)] });
  const { type } = await run(connection.getVoiceIdSpeakerStatus());
  assert.equal(type, connect.VoiceIdErrorTypes.SPEAKER_ID_NOT_ENROLLED);
  mock.timers.reset();
  const other = callWith({ ...basics, describeSpeaker: [fails(500)] });
  await assert.rejects(other.run(other.connection.getVoiceIdSpeakerStatus()), (error) => {
    assert.equal(error.type, connect.VoiceIdErrorTypes.GET_SPEAKER_STATUS_FAILED);
    return true;
  });
});

test("an evaluation is asked for until there is enough speech, in the words of contact flows", async () => {
  const evaluation = (authentication, fraud, StreamingStatus = "ONGOING") =>
    ok({
      StreamingStatus,
      AuthenticationResult: authentication && { Decision: authentication },
      FraudDetectionResult: fraud && { Decision: fraud },
    });
  const { connection, run, asked } = callWith({
    ...basics,
    evaluateSession: [
      evaluation(null, null, "PENDING_CONFIGURATION"),
      evaluation("ACCEPT", "NOT_ENOUGH_SPEECH"),
      evaluation("ACCEPT", "LOW_RISK"),
      evaluation("NOT_ENOUGH_SPEECH", "NOT_ENOUGH_SPEECH", "ENDED"),
      evaluation("NOT_ENOUGH_SPEECH", null, "ENDED"),
    ],
  });
  const first = await run(connection.evaluateSpeakerWithVoiceId());
  assert.equal(first.AuthenticationResult.Decision, "Authenticated");
  assert.equal(first.FraudDetectionResult.Decision, "LowRisk");
  assert.equal(asked.filter(([name]) => name === "evaluateSession").length, 3);
  const second = await run(connection.evaluateSpeakerWithVoiceId());
  assert.equal(second.AuthenticationResult.Decision, "Inconclusive");
  assert.equal(second.FraudDetectionResult.Decision, "Inconclusive");
  const third = await run(connection.evaluateSpeakerWithVoiceId());
  assert.equal(third.AuthenticationResult.Decision, "Error");
  assert.equal(third.FraudDetectionResult.Decision, "NotEnabled");
});

test("an evaluation without end, and one without a session, are typed errors", async () => {
  const never = callWith({ ...basics, evaluateSession: [ok({ StreamingStatus: "PENDING_CONFIGURATION" })] });
  await assert.rejects(never.run(never.connection.evaluateSpeakerWithVoiceId()), {
    type: "evaluate_speaker_timeout",
  });
  mock.timers.reset();
  const none = callWith({ ...basics, evaluateSession: [fails(400)] });
  await assert.rejects(none.run(none.connection.evaluateSpeakerWithVoiceId()), {
    type: "session_not_exists",
  });
});

test("an enrolment waits for speech, starts a new session when the old one ended, and says when there is enough", async () => {
  const session = (Status, StreamingStatus = "ONGOING") =>
    ok({ Session: { StreamingStatus, EnrollmentRequestDetails: { Status } } });
  const { connection, run, asked } = callWith({
    ...basics,
    describeSpeaker: [ok({ Speaker: { Status: "OPTED_OUT" } })],
    deleteSpeaker: [ok({})],
    enrollBySession: [ok({ Status: "IN_PROGRESS" })],
    startVoiceIdSession: [ok({ sessionId: "s" })],
    describeSession: [
      session("NOT_ENOUGH_SPEECH"),
      session("NOT_ENOUGH_SPEECH", "ENDED"),
      session("IN_PROGRESS"),
      session("IN_PROGRESS"),
      session("COMPLETED"),
    ],
  });
  let collected = 0;
  const data = await run(connection.enrollSpeakerInVoiceId(() => collected++));
  assert.equal(data.Session.EnrollmentRequestDetails.Status, "COMPLETED");
  assert.equal(collected, 1);
  const names = asked.map(([name]) => name);
  assert.equal(names.filter((name) => name === "startVoiceIdSession").length, 1);
  assert.ok(names.indexOf("deleteSpeaker") < names.indexOf("enrollBySession"));
});

test("the domain is asked for once and shared with all pages", async () => {
  const { connection, run, asked, worker } = callWith({ ...basics, deleteSpeaker: [ok({})] });
  await run(connection.deleteVoiceIdSpeaker());
  const shared = worker.heard("broadcast").find(({ event }) => event === "voiceId::update_domain_id");
  assert.deepEqual(shared.data, { domainId: "domain-1" });
  worker.event(shared.event, shared.data);
  await run(connection.deleteVoiceIdSpeaker());
  assert.equal(asked.filter(([name]) => name === "listIntegrationAssociations").length, 1);
});

test("a conference is refused", async () => {
  const { connection, worker, run } = callWith(basics);
  const third = doc.connection("third", { type: "outbound" });
  worker.tell(
    doc.change(
      1,
      {
        snapshot: {
          contacts: { c1: { connections: { third }, connectionIds: ["c1-agent", "c1-customer", "third"] } },
        },
      },
      [],
    ),
  );
  await assert.rejects(run(connection.getVoiceIdSpeakerId()), { name: "NotImplementedError" });
});
