// "Voice ID APIs".
import { gives } from "./example";
import { agentConnection, happen, offerConnected, vanish } from "./instance";

export async function voiceId(): Promise<void> {
  const contactId = crypto.randomUUID();
  const contact = await offerConnected({ channel: "voice", contactId, initialContactId: contactId });
  const voiceConnection = agentConnection<connect.VoiceConnection>(contact);
  const speaker = (is: object) => happen(`contacts/${contactId}/voice-id`, is);
  await speaker({
    speakerId: "frida",
    speaker: "notEnrolled",
    evaluationMilliseconds: 0,
    enrollmentMilliseconds: 0,
  });

  await gives(
    "voiceConnection.getVoiceIdSpeakerId()",
    () =>
      voiceConnection
        .getVoiceIdSpeakerId()
        .then((data) => data.speakerId)
        .catch((err) => {
          throw err;
        }),
    (speakerId) => speakerId === "frida",
  );
  const status = () =>
    voiceConnection
      .getVoiceIdSpeakerStatus()
      .then((data) => {
        if (data.type === connect.VoiceIdErrorTypes.SPEAKER_ID_NOT_ENROLLED) {
          return "speaker is not enrolled";
        }
        const { Status } = data.Speaker;
        switch (Status) {
          case connect.VoiceIdSpeakerStatus.ENROLLED:
            return "speaker is enrolled";
          case connect.VoiceIdSpeakerStatus.OPTED_OUT:
            return "speaker is opted out";
        }
        return Status;
      })
      .catch((err) => {
        throw err;
      });
  await gives(
    "voiceConnection.getVoiceIdSpeakerStatus()",
    async () => {
      const answers = [await status()];
      for (const is of ["enrolled", "optedOut"]) {
        await speaker({ speaker: is });
        answers.push(await status());
      }
      return answers.join();
    },
    (answers) => answers === "speaker is not enrolled,speaker is enrolled,speaker is opted out",
  );
  await speaker({ speaker: "notEnrolled" });
  await gives(
    "voiceConnection.enrollSpeakerInVoiceId()",
    () =>
      voiceConnection
        .enrollSpeakerInVoiceId()
        .then((data) => data)
        .catch((err) => {
          throw err;
        }),
    (data) => (data as { Status?: string }).Status === connect.VoiceIdEnrollmentRequestStatus.COMPLETED,
  );
  await gives(
    "voiceConnection.evaluateSpeakerWithVoiceId(boolean)",
    async () => `${await evaluate(voiceConnection)}; ${await status()}`,
    (answer) => answer === "authenticated, low risk; speaker is enrolled",
  );
  await gives(
    "voiceConnection.updateVoiceIdSpeakerId(string)",
    () =>
      voiceConnection
        .updateVoiceIdSpeakerId("mary")
        .then(() => voiceConnection.getVoiceIdSpeakerId())
        .then(({ speakerId }) => speakerId)
        .catch((err) => {
          throw err;
        }),
    (speakerId) => speakerId === "mary",
  );
  await gives(
    "voiceConnection.optOutVoiceIdSpeaker()",
    () =>
      voiceConnection
        .optOutVoiceIdSpeaker()
        .then(() => status())
        .catch((err) => {
          throw err;
        }),
    (is) => is === "speaker is opted out",
  );
  await gives(
    "voiceConnection.deleteVoiceIdSpeaker()",
    () =>
      voiceConnection
        .deleteVoiceIdSpeaker()
        .then(() => status())
        .catch((err) => {
          throw err;
        }),
    (is) => is === "speaker is not enrolled",
  );
  await vanish(contact);
}

function evaluate(voiceConnection: connect.VoiceConnection): Promise<string> {
  return voiceConnection
    .evaluateSpeakerWithVoiceId()
    .then((data) => {
      const words: string[] = [];
      // authentication result
      const authDecision = data.AuthenticationResult.Decision;
      switch (authDecision) {
        case connect.ContactFlowAuthenticationDecision.AUTHENTICATED:
          words.push("authenticated");
          break;
        case connect.ContactFlowAuthenticationDecision.NOT_AUTHENTICATED:
          words.push("not authenticated");
          break;
        case connect.ContactFlowAuthenticationDecision.OPTED_OUT:
          words.push("opted out");
          break;
        case connect.ContactFlowAuthenticationDecision.NOT_ENROLLED:
          words.push("not enrolled");
          break;
      }
      // fraud detection result
      const fraudDetectionDecision = data.FraudDetectionResult.Decision;
      switch (fraudDetectionDecision) {
        case connect.ContactFlowFraudDetectionDecision.HIGH_RISK:
          words.push("high risk");
          break;
        case connect.ContactFlowFraudDetectionDecision.LOW_RISK:
          words.push("low risk");
          break;
      }
      return words.join(", ");
    })
    .catch((err) => {
      throw err;
    });
}
