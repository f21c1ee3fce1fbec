/**
 * Names of the npm library 2.28.2 that its documentation of the 1.7 era does not have and that Headwater does not
 * do. They are there and say so, rather than being `undefined`.
 */

import { NotImplementedError } from "./errors";

function refuse(name: string): Error {
  return new NotImplementedError("Headwater does not support %s.", name);
}

function rejecting(...names: string[]): Record<string, () => Promise<never>> {
  return Object.fromEntries(names.map((name) => [name, () => Promise.reject(refuse(name))]));
}

function throwing(...names: string[]): Record<string, () => never> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      () => {
        throw refuse(name);
      },
    ]),
  );
}

export const unsupported = {
  connect: rejecting("sendActivity"),
  core: throwing(
    "initDisasterRecovery",
    "initRingtoneEngines",
    "initSharedWorker",
    "initSoftphoneManager",
    "reauthenticateAfterLogout",
    "terminateCustomView",
  ),
  agent: {
    ...rejecting("getNetworkConnectionStatus", "setVoiceEnhancementMode"),
    ...throwing("onNetworkConnectionStatusChanged", "onVoiceEnhancementModeChanged"),
  },
  contact: rejecting(
    "engagePreviewContact",
    "getInstanceDetails",
    "getPreviewConfiguration",
    "isPreviewMode",
    "startScreenSharing",
    "stopScreenSharing",
  ),
  voiceConnection: {
    ...rejecting("canResumeParticipant"),
    ...throwing("onCanResumeParticipantUpdated", "onParticipantHold", "onParticipantResume"),
  },
};
