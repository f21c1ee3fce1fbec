/**
 * The enumerations of the Streams API ("Enumerations" of the documentation; values: PROTOCOL.md 6.6 and the surface
 * of the npm library 2.28.2), as lists of their values: the names follow from them, such as `NOT_ROUTABLE` from
 * `not_routable` and `PUT_AGENT_STATE` from `putAgentState`.
 */

import { makeEnum, makeNamespacedEnum, set } from "./collections";

/** The words of a text, as a union. */
export type Words<S extends string> = S extends `${infer Word} ${infer Rest}` ? Word | Words<Rest> : S;

// The types know those names that are just the values in upper case.
const enumeration = <const S extends string>(values: S) =>
  makeEnum(values.split(" ")) as { readonly [V in Words<S> as Uppercase<V>]: V };
/** For values with capitals in them, whose names the types do not know. */
const capitals = (values: string) => makeEnum(values.split(" "));
/** The word of `word:onMethod`. */
export type Event<W extends string> = W extends `${infer E}:${string}` ? E : W;
const namespace = <const P extends string, const S extends string>(prefix: P, values: S) =>
  makeNamespacedEnum(prefix, values.replace(/:\w+/g, "").split(" ")) as {
    readonly [V in Event<Words<S>> as Uppercase<V>]: `${P}::${V}`;
  };

export const LogComponent = enumeration("ccp softphone chat task");
export const TRANSPORT_TYPES = enumeration("chat_token web_socket agent_discovery web_rtc");

export const EventType = enumeration(
  "acknowledge ack_timeout init api_request api_response auth_fail access_denied close configure log download_log_from_ccp master_request master_response synchronize terminate terminated send_logs reload_agent_configuration broadcast api_metric client_metric softphone_stats softphone_report client_side_logs server_bound_internal_log mute iframe_style iframe_retries_exhausted update_connected_ccps outer_context_info media_device_request media_device_response tab_id authorize_success authorize_retries_exhausted cti_authorize_retries_exhausted click_stream_data set_quick_get_agent_snapshot_flag api_proxy_request api_proxy_response request_configure cross_region_csm_config",
);
/** Events that methods subscribe to: see `Subscribers`. */
export const AGENT_SUBSCRIPTIONS =
  "refresh routable not_routable offline error softphone_error websocket_connection_lost:onWebSocketConnectionLost websocket_connection_gained:onWebSocketConnectionGained acw:onAfterCallWork state_change enqueued_next_state cleared_next_state mute_toggle local_media_stream_created";
export const AgentEvents = namespace(
  "agent",
  `init update pending contact_pending fetch_agent_data_from_ccp ${AGENT_SUBSCRIPTIONS}`,
);
export const DEVICE_SUBSCRIPTIONS =
  "speaker_device_changed microphone_device_changed ringer_device_changed camera_device_changed background_blur_changed";
/** Devices are set in all tabs: whichever runs the softphone does it. */
export const DEVICES = "set_speaker_device set_microphone_device set_ringer_device";
export const ConnectionEvents = namespace("connection", "session_init ready_to_start_session");
export const CONTACT_SUBSCRIPTIONS =
  "refresh incoming pending connecting accepted missed ended destroyed:onDestroy acw:onACW connected error";
/** Of all contacts, whichever contact's method subscribes. */
export const SCREEN_SHARING_SUBSCRIPTIONS =
  "screen_sharing_started screen_sharing_stopped screen_sharing_error";
export const ContactEvents = namespace(
  "contact",
  `init view invalid_state_transition ${CONTACT_SUBSCRIPTIONS} ${SCREEN_SHARING_SUBSCRIPTIONS}`,
);
export const TaskEvents = namespace("task", "created");
export const EmailEvents = namespace("email", "created");
export const VoiceIdEvents = namespace("voiceId", "update_domain_id");
export const WEB_SOCKET_SUBSCRIPTIONS =
  "init_failure connection_open connection_close connection_gain connection_lost subscription_update subscription_failure all_message";
export const WebSocketEvents = namespace(
  "webSocket",
  `connection_error send subscribe ${WEB_SOCKET_SUBSCRIPTIONS}`,
);

/** Operations of the agent-app service (PROTOCOL.md 3.3). */
export const AgentAppClientMethods = Object.fromEntries(
  "Lcms.getContact VoiceId.deleteSpeaker VoiceId.enrollBySession VoiceId.evaluateSession VoiceId.describeSpeaker VoiceId.optOutSpeaker Lcms.updateVoiceIdData VoiceId.describeSession VoiceId.updateSession Nasa.startVoiceIdSession Acs.listIntegrationAssociations"
    .split(" ")
    .map((method) => [Object.keys(makeEnum([method.replace(/.*\./, "")]))[0], `AgentAppService.${method}`]),
) as Record<
  Words<"GET_CONTACT DELETE_SPEAKER ENROLL_BY_SESSION EVALUATE_SESSION DESCRIBE_SPEAKER OPT_OUT_SPEAKER UPDATE_VOICE_ID_DATA DESCRIBE_SESSION UPDATE_SESSION START_VOICE_ID_SESSION LIST_INTEGRATION_ASSOCIATIONS">,
  string
>;

export const AgentStateType = enumeration("init routable not_routable offline system error");
export const AgentErrorStates = capitals(
  "Error AgentHungUp BadAddressAgent BadAddressCustomer Default FailedConnectAgent FailedConnectCustomer InvalidLocale LineEngagedAgent LineEngagedCustomer MissedCallAgent MissedCallCustomer MultipleCcpWindows RealtimeCommunicationError",
);
export const EndpointType = enumeration("phone_number agent queue");
export const ConnectionType = enumeration("agent inbound outbound monitoring");
export const ConnectionStateType = enumeration(
  "init connecting connected hold disconnected silent_monitor barge",
);
export const CONNECTION_CONNECTED_STATES = set(["connected", "silent_monitor", "barge"]);
export const CONNECTION_ACTIVE_STATES = { ...CONNECTION_CONNECTED_STATES, connecting: 1, hold: 1 };
export const ContactStateType = enumeration(
  "init incoming pending connecting connected missed error ended rejected paused",
);
export const CONTACT_ACTIVE_STATES = enumeration("paused incoming pending connecting connected");
export const ContactType = enumeration("voice queue_callback chat task email");
export const ContactInitiationMethod = enumeration(
  "inbound outbound transfer queue_transfer callback api disconnect webrtc_api agent_reply campaign_preview external_outbound monitor flow callback_customer_first_queued callback_customer_first_dialed",
);
export const MonitoringMode = enumeration("SILENT_MONITOR BARGE");
export const MonitoringErrorTypes = enumeration("invalid_target_state");
export const MediaType = enumeration("softphone chat task email");
export const ClickType = enumeration("Accept Reject Hangup");

export const VoiceIdErrorTypes = enumeration(
  "no_speaker_id_found speaker_id_not_enrolled get_speaker_id_failed get_speaker_status_failed opt_out_speaker_failed opt_out_speaker_in_lcms_failed delete_speaker_failed start_session_failed evaluate_speaker_failed session_not_exists describe_session_failed enroll_speaker_failed update_speaker_id_failed update_speaker_id_in_lcms_failed not_supported_on_conference_calls enroll_speaker_timeout evaluate_speaker_timeout get_domain_id_failed no_domain_id_found",
);
export const VoiceIdStreamingStatus = enumeration("ONGOING ENDED PENDING_CONFIGURATION");
export const VoiceIdAuthenticationDecision = enumeration(
  "ACCEPT REJECT NOT_ENOUGH_SPEECH SPEAKER_NOT_ENROLLED SPEAKER_OPTED_OUT SPEAKER_ID_NOT_PROVIDED SPEAKER_EXPIRED",
);
export const VoiceIdFraudDetectionDecision = enumeration("NOT_ENOUGH_SPEECH HIGH_RISK LOW_RISK");
export const VoiceIdEnrollmentRequestStatus = enumeration("NOT_ENOUGH_SPEECH IN_PROGRESS COMPLETED FAILED");
export const VoiceIdSpeakerStatus = enumeration("OPTED_OUT ENROLLED PENDING");

/** Enumerations that this library itself does not use. */
export const otherEnumerations = {
  /** Operations of the service, by the names that `getClient().call` takes (PROTOCOL.md 1.3). */
  ClientMethods: capitals(
    "getAgentSnapshot putAgentState getAgentStates getDialableCountryCodes getRoutingProfileQueues getAgentPermissions getAgentConfiguration updateAgentConfiguration acceptContact createOutboundContact createTaskContact clearContact completeContact destroyContact rejectContact notifyContactIssue updateContactAttributes createAdditionalConnection destroyConnection holdConnection resumeConnection toggleActiveConnections conferenceConnections sendClientLogs sendDigits sendSoftphoneCallReport sendSoftphoneCallMetrics getEndpoints getNewAuthToken createTransport muteParticipant unmuteParticipant updateMonitorParticipantState pauseContact resumeContact addNewConnection transferContact",
  ),
  SessionStorageKeys: enumeration("tab_id authorize_retry_count"),
  ConfigurationEvents: namespace("configuration", `configure ${DEVICES} ${DEVICE_SUBSCRIPTIONS}`),
  HTTP_STATUS_CODES: {
    SUCCESS: 200,
    UNAUTHORIZED: 401,
    ACCESS_DENIED: 403,
    TOO_MANY_REQUESTS: 429,
    INTERNAL_SERVER_ERROR: 500,
  },
  ChannelViewEvents: namespace("taskList", "activate_channel_with_view_type"),
  MasterTopics: namespace("connect", "loginPopup sendLogs softphone ringtone metrics failover"),
  DisasterRecoveryEvents: namespace(
    "disasterRecovery",
    "suppress force_offline set_offline init_disaster_recovery failover failover_pending init_dr_polling",
  ),
  GlobalResiliencyEvents: namespace(
    "globalResiliency",
    "configure configure_ccp_conduit init configure_error validate_global_signin global_signin_valid global_signin_invalid failover_detected failover_detected_crm failover_initiated failover_pending failover_pending_crm failover_complete heartbeat_syn heartbeat_ack force_failover",
  ),
  GlobalResiliencyConfigureErrorType: enumeration("LILY_AGENT_CONFIG_MISSING LILY_AGENT_CONFIG_PARSE_ERROR"),
  MasterMethods: capitals("becomeMaster checkMaster"),
  TaskTemplatesClientMethods: capitals("listTaskTemplates getTaskTemplate createTemplatedTask updateContact"),
  ApiProxyClientMethods: {
    QR_INTEGRATION_EXISTS: "qrIntegrationExists",
    QR_SEARCH_QUICK_RESPONSES: "qrSearchQuickResponses",
    START_SCREEN_SHARING: "startScreenSharing",
  },
  RetryableErrors: capitals("unauthorized accessDenied"),
  RetryStatus: enumeration("retrying exhausted none"),
  AgentAvailStates: capitals(
    "Init Busy AfterCallWork CallingCustomer Dialing Joining PendingAvailable PendingBusy",
  ),
  NetworkConnectionStatus: enumeration("connected connecting disconnected failed"),
  AgentPermissions: capitals("outboundCall voiceId"),
  ChannelType: enumeration("VOICE CHAT TASK"),
  SoftphoneCallType: enumeration("audio_video video_only audio_only none"),
  SoftphoneErrorTypes: enumeration(
    "unsupported_browser microphone_not_shared signalling_handshake_failure signalling_connection_failure ice_collection_timeout user_busy_error webrtc_error realtime_communication_error vdi_strategy_not_supported vdi_redir_not_supported other",
  ),
  CTIExceptions: capitals(
    "AccessDenied InvalidState BadEndpoint InvalidAgentARN InvalidConfiguration InvalidContactType Pagination RefreshTokenExpired SendDataFailed Unauthorized QuotaExceeded".replace(
      /\w+/g,
      "$&Exception",
    ),
  ),
  VideoCapability: enumeration("SEND"),
  ScreenShareCapability: enumeration("SEND"),
  ContactFlowAuthenticationDecision: capitals(
    "Authenticated NotAuthenticated Inconclusive NotEnrolled OptedOut NotEnabled Error",
  ),
  ContactFlowFraudDetectionDecision: capitals("HighRisk LowRisk Inconclusive NotEnabled Error"),
  CustomerAuthenticationStatus: enumeration("AUTHENTICATED FAILED TIMEOUT"),
};
