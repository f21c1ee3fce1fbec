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
  declare type: string | null;
  declare name: string | null;
  declare phoneNumber: string | null;
  declare agentLogin: string | null;
  declare queue: QueueData | null;

  constructor(paramsIn?: EndpointData | null) {
    const params = paramsIn || {};
    this.endpointARN = this.endpointId = params.endpointId || params.endpointARN || null;
    for (const name of ["type", "name", "phoneNumber", "agentLogin", "queue"] as const) {
      this[name] = (params[name] as never) || null;
    }
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
