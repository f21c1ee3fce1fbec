// A page that plays the softphone: it does what it is told, and says so to all tabs, as Streams' own softphone does.

/** A device that it has. */
export const DEVICE = "headset";

export function playSoftphone(): void {
  const { EventType, AgentEvents, ConfigurationEvents } = connect;
  const upstream = connect.core.getUpstream();
  const tell = (event: string, data: unknown) => upstream.sendUpstream(EventType.BROADCAST, { event, data });
  upstream.onUpstream(EventType.MUTE, ({ mute }) => tell(AgentEvents.MUTE_TOGGLE, { muted: mute }));
  for (const [wish, done] of [
    [ConfigurationEvents.SET_SPEAKER_DEVICE, ConfigurationEvents.SPEAKER_DEVICE_CHANGED],
    [ConfigurationEvents.SET_MICROPHONE_DEVICE, ConfigurationEvents.MICROPHONE_DEVICE_CHANGED],
    [ConfigurationEvents.SET_RINGER_DEVICE, ConfigurationEvents.RINGER_DEVICE_CHANGED],
  ] as const) {
    upstream.onUpstream(wish, ({ deviceId }) => tell(done, { deviceId }));
  }
}

/** Something happens in the softphone. */
export function softphoneTells(event: string, data: object): void {
  connect.core.getUpstream().sendUpstream(connect.EventType.BROADCAST, { event, data });
}
