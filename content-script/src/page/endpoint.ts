import { EndpointType } from "./enums";
import type { QueueData } from "./view";

export interface EndpointData {
  endpointARN?: string | null;
  endpointId?: string | null;
  type?: string | null;
  name?: string | null;
  phoneNumber?: string | null;
  agentLogin?: string | null;
  queue?: QueueData | null;
}

/** Whom a connection goes to ("Endpoint.byPhoneNumber()" of the documentation). */
export class Endpoint implements EndpointData {
  endpointARN: string | null;
  endpointId?: string | null;
  type: string | null;
  name: string | null;
  phoneNumber: string | null;
  agentLogin: string | null;
  queue: QueueData | null;

  constructor(paramsIn?: EndpointData | null) {
    const params = paramsIn || {};
    this.endpointARN = params.endpointId || params.endpointARN || null;
    this.endpointId = this.endpointARN;
    this.type = params.type || null;
    this.name = params.name || null;
    this.phoneNumber = params.phoneNumber || null;
    this.agentLogin = params.agentLogin || null;
    this.queue = params.queue || null;
  }

  /** The number without the parts of a SIP address. */
  stripPhoneNumber(): string {
    return this.phoneNumber ? this.phoneNumber.replace(/sip:([^@]*)@.*/, "$1") : "";
  }

  static byPhoneNumber(number: string, name?: string): Endpoint {
    return new Endpoint({ type: EndpointType.PHONE_NUMBER, phoneNumber: number, name: name || null });
  }
}

/** An endpoint as the service takes it: it knows no `endpointId`. */
export const endpointParameter = (endpointIn: EndpointData | null | undefined): Endpoint => {
  const endpoint = new Endpoint(endpointIn);
  delete endpoint.endpointId;
  return endpoint;
};
