/**
 * Voice ID ("Voice ID APIs" of the documentation): the calls of the agent-app service behind it, its polling and
 * its errors. Where the worker does not offer that service, every promise is rejected with the error type of the
 * step that failed first.
 */

import { ask } from "./calls";
import { isFunction } from "./collections";
import { agentData, broadcast, voiceIdDomainId } from "./context";
import {
  VoiceIdAuthenticationDecision as Authentication,
  CONNECTION_ACTIVE_STATES,
  VoiceIdEnrollmentRequestStatus as Enrollment,
  VoiceIdErrorTypes as ErrorTypes,
  VoiceIdFraudDetectionDecision as Fraud,
  AgentAppClientMethods as Methods,
  VoiceIdStreamingStatus as Streaming,
  VoiceIdEvents,
  VoiceIdSpeakerStatus,
} from "./enums";
import { assertNotNull, NotImplementedError, VoiceIdError } from "./errors";
import { logFailure } from "./log";

// Times in milliseconds.
const EVALUATE_SESSION_DELAY = 10_000;
const EVALUATION_MAX_POLL_TIMES = 24;
const EVALUATION_POLLING_INTERVAL = 5000;
const ENROLLMENT_MAX_POLL_TIMES = 120;
const ENROLLMENT_POLLING_INTERVAL = 5000;
const START_SESSION_DELAY = 8000;
export const VoiceIdConstants = {
  EVALUATE_SESSION_DELAY,
  EVALUATION_MAX_POLL_TIMES,
  EVALUATION_POLLING_INTERVAL,
  ENROLLMENT_MAX_POLL_TIMES,
  ENROLLMENT_POLLING_INTERVAL,
  START_SESSION_DELAY,
};

// The members that are read of the service's answers (PROTOCOL.md 3.3).
interface Evaluation {
  StreamingStatus?: string;
  AuthenticationResult?: { Decision?: string } | null;
  FraudDetectionResult?: { Decision?: string } | null;
}
interface Session {
  StreamingStatus?: string;
  EnrollmentRequestDetails: { Status?: string; Message?: string };
  GeneratedSpeakerId?: string;
}
interface SpeakerDescription {
  type?: string;
  Speaker?: { Status?: string };
}
type CollectedCallback = (data: unknown) => void;

const failed = (type: string, err?: unknown, message = type.replaceAll("_", " ")): VoiceIdError => {
  logFailure("Voice ID: %s", message, { err });
  return VoiceIdError(type, message, err);
};

/**
 * Calls the agent-app service. A failure becomes a Voice ID error of the type; one of a session or speaker that the
 * service does not know goes to `unknown`, if given.
 */
const step = <T>(method: string, params: object, type: string, unknown?: (err: string) => T): Promise<T> =>
  ask(method, params, (err) => {
    const { status } = parsed(err);
    if (unknown && (status === 400 || status === 404)) {
      return unknown(err);
    }
    throw failed(type, err);
  });

/** An error of the service, which is text. */
const parsed = (err: string): { status?: number } => {
  try {
    return JSON.parse(err) ?? {};
  } catch {
    return {};
  }
};

const noSession = (err: string): never => {
  throw failed(ErrorTypes.SESSION_NOT_EXISTS, err);
};

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const NOT_ENABLED = "NotEnabled";
/** Decisions of the service in the words of contact flows. */
const DECISIONS: Record<string, string> = {
  [Authentication.ACCEPT]: "Authenticated",
  [Authentication.REJECT]: "NotAuthenticated",
  [Authentication.SPEAKER_OPTED_OUT]: "OptedOut",
  [Authentication.SPEAKER_NOT_ENROLLED]: "NotEnrolled",
  [Fraud.HIGH_RISK]: "HighRisk",
  [Fraud.LOW_RISK]: "LowRisk",
  [NOT_ENABLED]: NOT_ENABLED,
};

/**
 * Puts the decisions of an evaluation in the words of contact flows. As with the npm library, where one of two lacks
 * speech for good it is an `Error`, and where both do they are `Inconclusive`.
 *
 * @returns whether that is the result; otherwise there is not enough speech yet.
 */
const conclude = (evaluation: Evaluation): boolean => {
  evaluation.AuthenticationResult ||= { Decision: NOT_ENABLED };
  evaluation.FraudDetectionResult ||= { Decision: NOT_ENABLED };
  const results = [evaluation.AuthenticationResult, evaluation.FraudDetectionResult];
  const lacking = results.filter(({ Decision }) => Decision === Authentication.NOT_ENOUGH_SPEECH);
  const isOver = evaluation.StreamingStatus === Streaming.ENDED || lacking.length === 0;
  for (const result of isOver ? results : []) {
    result.Decision =
      lacking.length === results.length ? "Inconclusive" : (DECISIONS[result.Decision ?? ""] ?? "Error");
  }
  return isOver;
};

/** Speaks for one contact. */
export class VoiceId {
  constructor(readonly contactId: string) {}

  /** The speaker id that the contact flow set. */
  async getSpeakerId(): Promise<{ speakerId: string }> {
    this.checkConferenceCall();
    const { contactData } = await step<{ contactData?: { customerId?: string } }>(
      Methods.GET_CONTACT,
      {
        contactId: this.contactId,
        instanceId: agentData().getInstanceId(),
        awsAccountId: agentData().getAWSAccountId(),
      },
      ErrorTypes.GET_SPEAKER_ID_FAILED,
    );
    const speakerId = contactData?.customerId;
    if (!speakerId) {
      throw failed(ErrorTypes.NO_SPEAKER_ID_FOUND);
    }
    return { speakerId };
  }

  /** Resolves also when the service does not know the speaker: then with the type `speaker_id_not_enrolled`. */
  async getSpeakerStatus(): Promise<SpeakerDescription> {
    return step<SpeakerDescription>(
      Methods.DESCRIBE_SPEAKER,
      await this.#speaker(),
      ErrorTypes.GET_SPEAKER_STATUS_FAILED,
      (err) => ({ ...parsed(err), type: ErrorTypes.SPEAKER_ID_NOT_ENROLLED }),
    );
  }

  async optOutSpeaker(): Promise<unknown> {
    const speaker = await this.#speaker();
    const data = await step<{ generatedSpeakerId?: string }>(
      Methods.OPT_OUT_SPEAKER,
      speaker,
      ErrorTypes.OPT_OUT_SPEAKER_FAILED,
    );
    const { generatedSpeakerId } = data;
    this.#updateData(
      speaker.SpeakerId,
      { SpeakerOptedOut: true, generatedSpeakerId },
      ErrorTypes.OPT_OUT_SPEAKER_IN_LCMS_FAILED,
    ).catch(() => {});
    return data;
  }

  async deleteSpeaker(): Promise<unknown> {
    return step(Methods.DELETE_SPEAKER, await this.#speaker(), ErrorTypes.DELETE_SPEAKER_FAILED);
  }

  async startSession(): Promise<unknown> {
    this.checkConferenceCall();
    const domainId = await this.getDomainId();
    const data = await step<{ sessionId?: string }>(
      Methods.START_VOICE_ID_SESSION,
      {
        contactId: this.contactId,
        instanceId: agentData().getInstanceId(),
        customerAccountId: agentData().getAWSAccountId(),
        clientToken: crypto.randomUUID(),
        domainId,
      },
      ErrorTypes.START_SESSION_FAILED,
    );
    if (!data.sessionId) {
      throw failed(ErrorTypes.START_SESSION_FAILED);
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
      await wait(EVALUATE_SESSION_DELAY);
    }
    for (let times = 1; ; times++) {
      const evaluation = await step<Evaluation>(
        Methods.EVALUATE_SESSION,
        await this.#session(),
        ErrorTypes.EVALUATE_SPEAKER_FAILED,
        noSession,
      );
      if (times >= EVALUATION_MAX_POLL_TIMES) {
        throw failed(ErrorTypes.EVALUATE_SPEAKER_TIMEOUT);
      }
      if (evaluation.StreamingStatus !== Streaming.PENDING_CONFIGURATION && conclude(evaluation)) {
        return evaluation;
      }
      await wait(EVALUATION_POLLING_INTERVAL);
    }
  }

  /** Asks every 5 s, for 10 minutes at most, until the enrolment is complete. */
  async enrollSpeaker(callbackOnAudioCollectionComplete?: CollectedCallback): Promise<unknown> {
    this.checkConferenceCall();
    await this.syncSpeakerId();
    const { Speaker } = await this.getSpeakerStatus();
    if (Speaker?.Status === VoiceIdSpeakerStatus.OPTED_OUT) {
      await this.deleteSpeaker();
    }
    const data = await step<{ Status?: string }>(
      Methods.ENROLL_BY_SESSION,
      await this.#session(),
      ErrorTypes.ENROLL_SPEAKER_FAILED,
    );
    return data.Status === Enrollment.COMPLETED ? data : this.#enrolled(callbackOnAudioCollectionComplete);
  }

  async updateSpeakerIdInVoiceId(speakerId: string): Promise<unknown> {
    this.checkConferenceCall();
    const SpeakerId = assertNotNull(speakerId, "speakerId");
    const data = await step<{ Session?: Session }>(
      Methods.UPDATE_SESSION,
      { ...(await this.#session()), SpeakerId },
      ErrorTypes.UPDATE_SPEAKER_ID_FAILED,
      noSession,
    );
    const generatedSpeakerId = data.Session?.GeneratedSpeakerId;
    await this.#updateData(speakerId, { generatedSpeakerId }, ErrorTypes.UPDATE_SPEAKER_ID_IN_LCMS_FAILED);
    return data;
  }

  async syncSpeakerId(): Promise<unknown> {
    const { speakerId } = await this.getSpeakerId();
    return this.updateSpeakerIdInVoiceId(speakerId);
  }

  /** The Voice ID domain of the instance; asked once in the browser. */
  async getDomainId(): Promise<string> {
    const data = agentData();
    if (!data.getAgentData().configuration.permissions.includes("voiceId")) {
      throw new Error("Agent doesn't have the permission for Voice ID");
    }
    if (voiceIdDomainId) {
      return voiceIdDomainId;
    }
    const { IntegrationAssociationSummaryList: associations } = await step<{
      IntegrationAssociationSummaryList?: { IntegrationArn?: string }[];
    }>(
      Methods.LIST_INTEGRATION_ASSOCIATIONS,
      { InstanceId: data.getInstanceId(), IntegrationType: "VOICE_ID" },
      ErrorTypes.GET_DOMAIN_ID_FAILED,
    );
    const domainId = associations?.[0]?.IntegrationArn?.replace(/^.*domain\//i, "");
    if (!domainId) {
      throw failed(ErrorTypes.NO_DOMAIN_ID_FOUND);
    }
    broadcast(VoiceIdEvents.UPDATE_DOMAIN_ID, { domainId });
    return domainId;
  }

  /** @throws NotImplementedError when more than two parties are in the call. */
  checkConferenceCall(): void {
    const { connections } = agentData().getContactData(this.contactId);
    if (connections.filter(({ state }) => state.type in CONNECTION_ACTIVE_STATES).length > 2) {
      throw new NotImplementedError("VoiceId is not supported for conference calls");
    }
  }

  async #enrolled(collected: CollectedCallback | undefined): Promise<unknown> {
    let callback = collected;
    for (let times = 1; times < ENROLLMENT_MAX_POLL_TIMES; times++) {
      const data = await step<{ Session: Session }>(
        Methods.DESCRIBE_SESSION,
        await this.#session(),
        ErrorTypes.DESCRIBE_SESSION_FAILED,
      );
      const { StreamingStatus, EnrollmentRequestDetails } = data.Session;
      const { Status, Message } = EnrollmentRequestDetails;
      if (Status === Enrollment.COMPLETED) {
        return data;
      }
      if (Status === Enrollment.NOT_ENOUGH_SPEECH && StreamingStatus === Streaming.ENDED) {
        await wait(START_SESSION_DELAY);
        await this.startSession();
      } else if (Status === Enrollment.IN_PROGRESS || Status === Enrollment.NOT_ENOUGH_SPEECH) {
        if (Status === Enrollment.IN_PROGRESS && isFunction(callback)) {
          callback(data);
          callback = undefined;
        }
        await wait(ENROLLMENT_POLLING_INTERVAL);
      } else {
        throw failed(ErrorTypes.ENROLL_SPEAKER_FAILED, Status, Message || undefined);
      }
    }
    throw failed(ErrorTypes.ENROLL_SPEAKER_TIMEOUT);
  }

  async #speaker(): Promise<{ SpeakerId: string; DomainId: string }> {
    const { speakerId } = await this.getSpeakerId();
    return { SpeakerId: speakerId, DomainId: await this.getDomainId() };
  }

  async #session(): Promise<{ SessionNameOrId: string; DomainId: string }> {
    const { initialContactId } = agentData().getContactData(this.contactId);
    return { SessionNameOrId: initialContactId || this.contactId, DomainId: await this.getDomainId() };
  }

  #updateData(CustomerId: string, VoiceIdResult: object, type: string): Promise<unknown> {
    return step(
      Methods.UPDATE_VOICE_ID_DATA,
      {
        ContactId: this.contactId,
        InstanceId: agentData().getInstanceId(),
        AWSAccountId: agentData().getAWSAccountId(),
        CustomerId,
        VoiceIdResult,
      },
      type,
    );
  }
}
