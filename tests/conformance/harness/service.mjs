/**
 * The CTI service of an instance, as far as one side can see it. It speaks AWS JSON, answers long polls when its
 * snapshot changes or their time is over, and keeps what it was asked.
 */

export const INSTANCE = "https://conformance.my.connect.aws";
export const CCP_URL = `${INSTANCE}/ccp-v2/`;
/** Where the pages are that use it. */
export const CRM = "https://crm.example.com";
/** Under this name the agent-app service takes the token. */
export const COOKIE = "lily-auth-prod-sim";
export const AGENT_APP = "/agent-app";
export const TOKEN = "the token of this session";
const ARN = "arn:aws:connect:us-west-2:123456789012:instance/11111111-2222-3333-4444-555555555555";
export const arn = (rest) => `${ARN}/${rest}`;

const DAY = 24 * 3600 * 1000;

/** What every operation without news of its own answers. */
const ANSWERS = {
  CreateTransport: ({ transportType }) => ({
    chatTokenTransport:
      transportType === "chat_token"
        ? { participantToken: "participant-token", expiry: "2033-01-01T00:00:00.000Z" }
        : null,
    agentDiscoveryTransport: null,
    softphoneTransport:
      transportType === "softphone"
        ? {
            softphoneMediaConnections: [
              { username: "user", credential: "credential", urls: ["turn:127.0.0.1"] },
            ],
          }
        : null,
    webRTCTransport:
      transportType === "web_rtc"
        ? {
            meeting: { meetingId: "meeting", mediaRegion: "eu-central-1" },
            attendee: { attendeeId: "attendee", joinToken: "join-token" },
          }
        : null,
    webSocketTransport:
      transportType === "web_socket"
        ? {
            url: "wss://socket.example/",
            transportLifeTimeInSeconds: 7200,
            expiry: "2033-01-01T00:00:00.000Z",
          }
        : null,
  }),
};

export class Service {
  /** What it was asked, but for polls: `{ operation, parameters }` in order. */
  requests = [];
  /** Answers of the agent-app service by method, in order; the last one of each is given again. */
  agentAppAnswers = {};
  #machine;
  #world;
  #version = 0;
  #polls = [];
  #fault = null;

  /** @param world `{ snapshot, configuration, lists }` in wire form; see `world.mjs`. */
  constructor(machine, world) {
    this.#machine = machine;
    this.#world = world;
  }

  /** The agent's world is another one now; polls hear of it. */
  change(world) {
    const news = JSON.stringify(world.snapshot) !== JSON.stringify(this.#world.snapshot);
    this.#world = world;
    if (news) {
      this.#version++;
      for (const poll of this.#polls.splice(0)) {
        poll.answer();
      }
    }
  }

  /**
   * Requests are answered so from now on: `{ status, body, headers }` or `{ failure: "network" }`.
   *
   * @param times how many of them.
   * @param polls whether polls of the snapshot are too.
   */
  fail(fault, { times = Number.POSITIVE_INFINITY, polls = false } = {}) {
    this.#fault = { ...fault, times, polls };
    if (polls) {
      for (const poll of this.#polls.splice(0)) {
        poll.answer();
      }
    }
  }

  /** Requests are answered well from now on. */
  heal() {
    this.#fault = null;
  }

  /**
   * Asks the service. `respond` is called once, in a turn of its own, with `{ status, headers, body }`.
   *
   * @returns a function that takes the question back.
   */
  request({ method, url, headers, body }, respond) {
    let wanted = true;
    const answer = (status, value, extra = {}) =>
      this.#machine.post(() => {
        if (wanted) {
          wanted = false;
          if (typeof status === "string") {
            respond({ failure: status });
            return;
          }
          const text = typeof value === "string" ? value : JSON.stringify(value);
          respond({
            status,
            body: text,
            headers: { "content-type": "application/x-amz-json-1.0", ...extra },
          });
        }
      });
    this.#handle({ method, url, headers: lowerCased(headers), body }, answer);
    return () => {
      wanted = false;
    };
  }

  #handle({ method, url, headers, body }, answer) {
    const { pathname } = new URL(url, INSTANCE);
    const target = headers["x-amz-target"];
    if (!target) {
      this.#other(method, pathname, answer);
      return;
    }
    const parameters = body ? JSON.parse(body) : {};
    if (!target.startsWith("AmazonConnectCTIService.")) {
      this.requests.push({ operation: target, parameters });
      if (JSON.parse(headers["x-amz-bearer"])[COOKIE] !== TOKEN) {
        throw new Error(`${target} came without the token.`);
      }
      const answers = this.agentAppAnswers[target] ?? [];
      const [{ status, body }] =
        answers.length > 1 ? answers.splice(0, 1) : answers[0] ? answers : [{ status: 200, body: {} }];
      answer(status, body);
      return;
    }
    const operation = target.slice(target.indexOf(".") + 1);
    const { authentication, ...asked } = parameters;
    if (headers["x-amz-bearer"] !== TOKEN || (authentication && authentication.authToken !== TOKEN)) {
      throw new Error(`${operation} came without the token.`);
    }
    this.#operation(operation, asked, answer);
  }

  #other(method, path, answer) {
    if (path === "/auth/authorize") {
      answer(200, { accessToken: TOKEN, expiration: this.#machine.clock.now + DAY });
    } else {
      this.requests.push({ operation: `${method} ${path}`, parameters: {} });
      answer(404, {});
    }
  }

  #operation(operation, asked, answer) {
    const isPoll = operation === "GetAgentSnapshot";
    if (!isPoll) {
      this.requests.push({ operation, parameters: asked });
    }
    if (this.#fault && (!isPoll || this.#fault.polls)) {
      const { failure, status, body, headers } = this.#fault;
      this.#fault.times--;
      if (this.#fault.times === 0) {
        this.#fault = null;
      }
      answer(failure ?? status, body, headers);
    } else if (isPoll) {
      this.#poll(asked, answer);
    } else {
      answer(200, this.#answer(operation, asked));
    }
  }

  #poll({ nextToken, timeout }, answer) {
    const { clock } = this.#machine;
    const poll = {
      answer: () => {
        clock.clearTimeout(poll.timer);
        const snapshot = {
          ...this.#world.snapshot,
          snapshotTimestamp: (clock.now + this.#world.ahead) / 1000,
        };
        answer(200, { snapshot, nextToken: `version ${this.#version}` });
      },
    };
    if (nextToken === `version ${this.#version}`) {
      this.#polls.push(poll);
      poll.timer = clock.setTimeout(() => {
        this.#polls.splice(this.#polls.indexOf(poll), 1);
        poll.answer();
      }, timeout);
    } else {
      poll.answer();
    }
  }

  #answer(operation, asked) {
    const { configuration, lists } = this.#world;
    const paged = (member, items, size = asked.maxResults ?? items.length) => {
      const from = Number(asked.nextToken ?? 0);
      const to = Math.min(items.length, from + size);
      return { [member]: items.slice(from, to), nextToken: to < items.length ? String(to) : null };
    };
    switch (operation) {
      case "GetAgentConfiguration":
        return { configuration };
      case "GetAgentStates":
        return paged("states", lists.states, 3);
      case "GetAgentPermissions":
        return paged("permissions", lists.permissions, 2);
      case "GetDialableCountryCodes":
        return paged("countryCodes", lists.countries, 2);
      case "GetRoutingProfileQueues":
        return paged("queues", lists.queues, this.#world.queuesPerPage);
      case "GetEndpoints":
        return paged("endpoints", lists.endpoints, 2);
      default:
        return ANSWERS[operation]?.(asked) ?? {};
    }
  }
}

function lowerCased(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
