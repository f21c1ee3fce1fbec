/** Requests with retries, as `connect` offers them to its users. */

import type { Callbacks } from "./calls";
import { HTTP_STATUS_CODES } from "./enums";
import { assertTrue } from "./errors";

/**
 * The JSON that an address answers with; `{}` where the answer is none. Repeated after answers of the kinds 5xx and
 * 429, `maxRetry` times in all (5), `milliInterval` apart (1000). Rejected with the response for any other but 200.
 */
export async function fetchJson(
  endpoint: string,
  options?: RequestInit | null,
  milliInterval?: number,
  maxRetry?: number,
): Promise<unknown> {
  for (let left = maxRetry || 5; ; left--) {
    const response = await fetch(endpoint, options ?? {});
    if (response.status === HTTP_STATUS_CODES.SUCCESS) {
      return response.json().catch(() => ({}));
    }
    const passing =
      response.status >= HTTP_STATUS_CODES.INTERNAL_SERVER_ERROR ||
      response.status === HTTP_STATUS_CODES.TOO_MANY_REQUESTS;
    if (left === 1 || !passing) {
      throw response;
    }
    await new Promise((resolve) => setTimeout(resolve, milliInterval || 1000));
  }
}

/** As {@link fetchJson}, given up after `timeoutMs` if that is not 0. */
export function fetchWithTimeout(
  endpoint: string,
  timeoutMs?: number,
  options?: RequestInit | null,
  milliInterval?: number,
  maxRetry?: number,
): Promise<unknown> {
  const signal = timeoutMs ? { signal: AbortSignal.timeout(timeoutMs) } : {};
  return fetchJson(endpoint, { ...options, ...signal }, milliInterval, maxRetry);
}

/** Calls a function, and again after it failed, at random times that grow, `maxRetry` times more at most. */
export function backoff(
  func: (callbacks: Callbacks) => void,
  milliInterval: number,
  maxRetry: number,
  callbacks?: Callbacks | null,
): void {
  assertTrue(typeof func === "function", "func must be a Function");
  func({
    success: (data) => callbacks?.success?.(data),
    failure: (err, data) => {
      if (maxRetry > 0) {
        const interval = milliInterval * 2 * Math.random();
        setTimeout(() => backoff(func, interval * 2, maxRetry - 1, callbacks), interval);
      } else {
        callbacks?.failure?.(err, data);
      }
    },
  });
}
