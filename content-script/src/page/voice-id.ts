/**
 * Voice ID ("Voice ID APIs" of the documentation): the calls of the agent-app service behind it, its polling and
 * its errors. Where the worker does not offer that service, every promise is rejected with the error type of the
 * step that failed first.
 */

import { agentData, broadcast, client, context } from "./context";
import {
  AgentPermissions,
  VoiceIdAuthenticationDecision as Authentication,
  CONNECTION_ACTIVE_STATES,
  VoiceIdEnrollmentRequestStatus as EnrollmentStatus,
  VoiceIdErrorTypes as ErrorTypes,
  ContactFlowAuthenticationDecision as FlowAuthentication,
  ContactFlowFraudDetectionDecision as FlowFraud,
  VoiceIdFraudDetectionDecision as Fraud,
  AgentAppClientMethods as Methods,
  VoiceIdSpeakerStatus as SpeakerStatus,
  VoiceIdStreamingStatus as StreamingStatus,
  VoiceIdConstants,
  VoiceIdEvents,
} from "./enums";
import { assertNotNull, NotImplementedError, VoiceIdError } from "./errors";
import { rootLogger } from "./log";

// The members that are read of the service's answers (PROTOCOL.md 3.3).
interface Evaluation {
  StreamingStatus?: string;
  AuthenticationResult?: { Decision?: string } | null;
  FraudDetectionResult?: { Decision?: string } | null;
}
interface SessionDescription {
  Session: { StreamingStatus?: string; EnrollmentRequestDetails: { Status?: string; Message?: string } };
}
interface SpeakerDescription {
  type?: string;
  Speaker?: { Status?: string };
}

/** A failed call of the agent-app service: its error as text, and the status in it. */
class ServiceFailure {
  readonly status: number | undefined;

  constructor(readonly err: unknown) {
    const parsed = this.parsed();
    this.status = (parsed.status ?? parsed.statusCode) as number | undefined;
  }

  parsed(): Record<string, unknown> {
    try {
      return JSON.parse(String(this.err)) ?? {};
    } catch {
      return {};
    }
  }

  /** The service does not know the session or the speaker. */
  get unknown(): boolean {
    return this.status === 400 || this.status === 404;
  }
}

function request<T>(method: string, params: object): Promise<T> {
  const calls = client();
  return new Promise((resolve, reject) => {
    calls.call(method, params, { success: resolve, failure: (err) => reject(new ServiceFailure(err)) });
  });
}

/** A call whose failure becomes a Voice ID error. */
async function step<T>(method: string, params: object, type: string, message: string): Promise<T> {
  try {
    return await request<T>(method, params);
  } catch (failure) {
    throw failed(type, message, failure);
  }
}

function failed(type: string, message: string, failure?: unknown): VoiceIdError {
  const err = failure instanceof ServiceFailure ? failure.err : failure;
  rootLogger
    .error(message)
    .withObject({ err: err ?? null })
    .sendInternalLogToServer();
  return VoiceIdError(type, message, err);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

const AUTHENTICATION: Record<string, string> = {
  [Authentication.ACCEPT]: FlowAuthentication.AUTHENTICATED,
  [Authentication.REJECT]: FlowAuthentication.NOT_AUTHENTICATED,
  [Authentication.SPEAKER_OPTED_OUT]: FlowAuthentication.OPTED_OUT,
  [Authentication.SPEAKER_NOT_ENROLLED]: FlowAuthentication.NOT_ENROLLED,
};
const FRAUD: Record<string, string> = {
  [Fraud.HIGH_RISK]: FlowFraud.HIGH_RISK,
  [Fraud.LOW_RISK]: FlowFraud.LOW_RISK,
};

/**
 * Puts the decisions of an evaluation in the words of contact flows.
 *
 * @returns whether that is the result; otherwise there is not enough speech yet.
 */
export function concludeEvaluation(evaluation: Evaluation): boolean {
  const ended = evaluation.StreamingStatus === StreamingStatus.ENDED;
  evaluation.AuthenticationResult ||= { Decision: FlowAuthentication.NOT_ENABLED };
  evaluation.FraudDetectionResult ||= { Decision: FlowFraud.NOT_ENABLED };
  const conclude = (
    result: { Decision?: string },
    words: Record<string, string>,
    flow: { NOT_ENABLED: string; INCONCLUSIVE: string; ERROR: string },
  ): boolean => {
    if (result.Decision === flow.NOT_ENABLED) {
      return true;
    }
    if (result.Decision === Authentication.NOT_ENOUGH_SPEECH) {
      if (!ended) {
        return false;
      }
      result.Decision = flow.INCONCLUSIVE;
      return true;
    }
    result.Decision = words[result.Decision ?? ""] ?? flow.ERROR;
    return true;
  };
  const known = [
    conclude(evaluation.AuthenticationResult, AUTHENTICATION, FlowAuthentication),
    conclude(evaluation.FraudDetectionResult, FRAUD, FlowFraud),
  ];
  return known.every(Boolean);
}

export class VoiceId {
  constructor(readonly contactId: string) {}

  /** The speaker id that the contact flow set. */
  async getSpeakerId(): Promise<{ speakerId: string }> {
    this.checkConferenceCall();
    const data = await step<{ contactData?: { customerId?: string } }>(
      Methods.GET_CONTACT,
      {
        contactId: this.contactId,
        instanceId: agentData().getInstanceId(),
        awsAccountId: agentData().getAWSAccountId(),
      },
      ErrorTypes.GET_SPEAKER_ID_FAILED,
      "Get SpeakerId failed",
    );
    const speakerId = data.contactData?.customerId;
    if (!speakerId) {
      throw failed(ErrorTypes.NO_SPEAKER_ID_FOUND, "No speakerId is associated with this call");
    }
    return { speakerId };
  }

  /** Resolves also when the service does not know the speaker: then with the type `speaker_id_not_enrolled`. */
  async getSpeakerStatus(): Promise<SpeakerDescription> {
    const parameters = await this.#speaker();
    try {
      return await request<SpeakerDescription>(Methods.DESCRIBE_SPEAKER, parameters);
    } catch (failure) {
      if (failure instanceof ServiceFailure && failure.unknown) {
        const data = failure.parsed();
        data.type ||= ErrorTypes.SPEAKER_ID_NOT_ENROLLED;
        return data as SpeakerDescription;
      }
      throw failed(ErrorTypes.GET_SPEAKER_STATUS_FAILED, "Get SpeakerStatus failed", failure);
    }
  }

  async optOutSpeaker(): Promise<unknown> {
    const parameters = await this.#speaker();
    const data = await step<{ generatedSpeakerId?: string }>(
      Methods.OPT_OUT_SPEAKER,
      parameters,
      ErrorTypes.OPT_OUT_SPEAKER_FAILED,
      "optOutSpeaker failed.",
    );
    this._optOutSpeakerInLcms(parameters.SpeakerId, data.generatedSpeakerId).catch(() => {});
    return data;
  }

  _optOutSpeakerInLcms(speakerId: string, generatedSpeakerId: string | undefined): Promise<unknown> {
    return this.#updateData(
      speakerId,
      { SpeakerOptedOut: true, generatedSpeakerId },
      ErrorTypes.OPT_OUT_SPEAKER_IN_LCMS_FAILED,
      "optOutSpeakerInLcms failed",
    );
  }

  async deleteSpeaker(): Promise<unknown> {
    return step(
      Methods.DELETE_SPEAKER,
      await this.#speaker(),
      ErrorTypes.DELETE_SPEAKER_FAILED,
      "deleteSpeaker failed.",
    );
  }

  async startSession(): Promise<unknown> {
    this.checkConferenceCall();
    const data = await step<{ sessionId?: string }>(
      Methods.START_VOICE_ID_SESSION,
      {
        contactId: this.contactId,
        instanceId: agentData().getInstanceId(),
        customerAccountId: agentData().getAWSAccountId(),
        clientToken: crypto.randomUUID(),
        domainId: await this.getDomainId(),
      },
      ErrorTypes.START_SESSION_FAILED,
      "startVoiceIdSession failed",
    );
    if (!data.sessionId) {
      throw failed(ErrorTypes.START_SESSION_FAILED, "No session id returned from start session api");
    }
    return data;
  }

  /** Asks every 5 s, for 2 minutes at most. */
  async evaluateSpeaker(startNew?: boolean): Promise<Evaluation> {
    this.checkConferenceCall();
    if (startNew) {
      await this.startSession();
    }
    await this.syncSpeakerId();
    if (startNew) {
      await wait(VoiceIdConstants.EVALUATE_SESSION_DELAY);
    }
    for (let times = 1; ; times++) {
      const evaluation = await this.#evaluate();
      if (times >= VoiceIdConstants.EVALUATION_MAX_POLL_TIMES) {
        throw failed(ErrorTypes.EVALUATE_SPEAKER_TIMEOUT, "evaluateSpeaker timeout");
      }
      if (
        evaluation.StreamingStatus !== StreamingStatus.PENDING_CONFIGURATION &&
        concludeEvaluation(evaluation)
      ) {
        return evaluation;
      }
      await wait(VoiceIdConstants.EVALUATION_POLLING_INTERVAL);
    }
  }

  async describeSession(): Promise<SessionDescription> {
    return step(
      Methods.DESCRIBE_SESSION,
      await this.#session(),
      ErrorTypes.DESCRIBE_SESSION_FAILED,
      "describeSession failed",
    );
  }

  /** Asks every 5 s, for 10 minutes at most, until the enrolment is complete. */
  async checkEnrollmentStatus(
    callbackOnAudioCollectionComplete?: (data: unknown) => void,
  ): Promise<SessionDescription> {
    let collected = false;
    for (let times = 1; times < VoiceIdConstants.ENROLLMENT_MAX_POLL_TIMES; times++) {
      const data = await this.describeSession();
      const { Status, Message } = data.Session.EnrollmentRequestDetails;
      if (Status === EnrollmentStatus.COMPLETED) {
        return data;
      }
      if (Status === EnrollmentStatus.IN_PROGRESS) {
        if (!collected && typeof callbackOnAudioCollectionComplete === "function") {
          collected = true;
          callbackOnAudioCollectionComplete(data);
        }
        await wait(VoiceIdConstants.ENROLLMENT_POLLING_INTERVAL);
      } else if (Status !== EnrollmentStatus.NOT_ENOUGH_SPEECH) {
        const message = Message || "enrollSpeaker failed. Unknown enrollment status has been received";
        throw failed(ErrorTypes.ENROLL_SPEAKER_FAILED, message, Status);
      } else if (data.Session.StreamingStatus === StreamingStatus.ENDED) {
        await wait(VoiceIdConstants.START_SESSION_DELAY);
        await this.startSession();
      } else {
        await wait(VoiceIdConstants.ENROLLMENT_POLLING_INTERVAL);
      }
    }
    throw failed(ErrorTypes.ENROLL_SPEAKER_TIMEOUT, "enrollSpeaker timeout");
  }

  async enrollSpeaker(callbackOnAudioCollectionComplete?: (data: unknown) => void): Promise<unknown> {
    this.checkConferenceCall();
    await this.syncSpeakerId();
    const { Speaker } = await this.getSpeakerStatus();
    if (Speaker?.Status === SpeakerStatus.OPTED_OUT) {
      await this.deleteSpeaker();
    }
    const data = await step<{ Status?: string }>(
      Methods.ENROLL_BY_SESSION,
      await this.#session(),
      ErrorTypes.ENROLL_SPEAKER_FAILED,
      "enrollSpeaker failed",
    );
    return data.Status === EnrollmentStatus.COMPLETED
      ? data
      : this.checkEnrollmentStatus(callbackOnAudioCollectionComplete);
  }

  async updateSpeakerIdInVoiceId(speakerId: string): Promise<unknown> {
    this.checkConferenceCall();
    const parameters = {
      ...(await this.#session()),
      SpeakerId: assertNotNull(speakerId, "speakerId"),
    };
    let data: { Session?: { GeneratedSpeakerId?: string } };
    try {
      data = await request(Methods.UPDATE_SESSION, parameters);
    } catch (failure) {
      throw failure instanceof ServiceFailure && failure.unknown
        ? failed(
            ErrorTypes.SESSION_NOT_EXISTS,
            "updateSpeakerIdInVoiceId failed, session not exists",
            failure,
          )
        : failed(ErrorTypes.UPDATE_SPEAKER_ID_FAILED, "updateSpeakerIdInVoiceId failed", failure);
    }
    await this._updateSpeakerIdInLcms(speakerId, data.Session?.GeneratedSpeakerId);
    return data;
  }

  _updateSpeakerIdInLcms(speakerId: string, generatedSpeakerId: string | undefined): Promise<unknown> {
    return this.#updateData(
      speakerId,
      { generatedSpeakerId },
      ErrorTypes.UPDATE_SPEAKER_ID_IN_LCMS_FAILED,
      "updateSpeakerIdInLcms failed",
    );
  }

  async syncSpeakerId(): Promise<unknown> {
    const { speakerId } = await this.getSpeakerId();
    return this.updateSpeakerIdInVoiceId(speakerId);
  }

  /** The Voice ID domain of the instance; asked once in the browser. */
  async getDomainId(): Promise<string> {
    const data = agentData();
    if (!data.getAgentData().configuration.permissions.includes(AgentPermissions.VOICE_ID)) {
      throw new Error("Agent doesn't have the permission for Voice ID");
    }
    if (context.voiceIdDomainId) {
      return context.voiceIdDomainId;
    }
    const { IntegrationAssociationSummaryList: associations } = await step<{
      IntegrationAssociationSummaryList?: { IntegrationArn?: string }[];
    }>(
      Methods.LIST_INTEGRATION_ASSOCIATIONS,
      { InstanceId: data.getInstanceId(), IntegrationType: "VOICE_ID" },
      ErrorTypes.GET_DOMAIN_ID_FAILED,
      "getDomainId failed",
    );
    const domainId = associations?.[0]?.IntegrationArn?.replace(/^.*domain\//i, "");
    if (!domainId) {
      throw failed(ErrorTypes.NO_DOMAIN_ID_FOUND, "The instance has no Voice ID domain");
    }
    broadcast(VoiceIdEvents.UPDATE_DOMAIN_ID, { domainId });
    return domainId;
  }

  /** @throws NotImplementedError when more than two parties are in the call. */
  checkConferenceCall(): void {
    const active = agentData()
      .getContactData(this.contactId)
      .connections.filter((connection) => connection.state.type in CONNECTION_ACTIVE_STATES);
    if (active.length > 2) {
      throw new NotImplementedError("VoiceId is not supported for conference calls");
    }
  }

  async #speaker(): Promise<{ SpeakerId: string; DomainId: string }> {
    this.checkConferenceCall();
    const { speakerId } = await this.getSpeakerId();
    return { SpeakerId: speakerId, DomainId: await this.getDomainId() };
  }

  async #session(): Promise<{ SessionNameOrId: string; DomainId: string }> {
    const { initialContactId } = agentData().getContactData(this.contactId);
    return { SessionNameOrId: initialContactId || this.contactId, DomainId: await this.getDomainId() };
  }

  async #evaluate(): Promise<Evaluation> {
    try {
      return await request<Evaluation>(Methods.EVALUATE_SESSION, await this.#session());
    } catch (failure) {
      if (!(failure instanceof ServiceFailure)) {
        throw failure;
      }
      throw failure.unknown
        ? failed(ErrorTypes.SESSION_NOT_EXISTS, "evaluateSpeaker failed, session not exists", failure)
        : failed(ErrorTypes.EVALUATE_SPEAKER_FAILED, "evaluateSpeaker failed", failure);
    }
  }

  #updateData(speakerId: string, result: object, type: string, message: string): Promise<unknown> {
    return step(
      Methods.UPDATE_VOICE_ID_DATA,
      {
        ContactId: this.contactId,
        InstanceId: agentData().getInstanceId(),
        AWSAccountId: agentData().getAWSAccountId(),
        CustomerId: assertNotNull(speakerId, "speakerId"),
        VoiceIdResult: result,
      },
      type,
      message,
    );
  }
}
