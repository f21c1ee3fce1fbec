/** What pages tell each other and the worker about themselves (PROTOCOL.md 6.3). */

import { broadcast, context } from "./context";
import { EventType } from "./enums";

export function publishMetric(metricData: unknown): void {
  broadcast(EventType.CLIENT_METRIC, metricData);
}

export function publishSoftphoneStats(stats: unknown): void {
  broadcast(EventType.SOFTPHONE_STATS, stats);
}

export function publishSoftphoneReport(report: unknown): void {
  broadcast(EventType.SOFTPHONE_REPORT, report);
}

export function publishClickStreamData(report: unknown): void {
  broadcast(EventType.CLICK_STREAM_DATA, report);
}

export function publishClientSideLogs(logs: unknown): void {
  context.bus.trigger(EventType.CLIENT_SIDE_LOGS, logs);
}

/** The agent clicked something: `clickType` is a value of `ClickType`. */
export function publishClick(contactId: string, clickType: string): void {
  publishClickStreamData({ contactId, clickType, clickTime: new Date().toISOString() });
}
