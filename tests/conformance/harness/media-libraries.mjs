/**
 * What ChatJS and TaskJS put on `connect`, as far as Streams looks at it: sessions that connect at once and say nothing.
 * (The npm library's `getConnections()` of a task throws where a page has no TaskJS.)
 */

export function addMediaLibraries(connect) {
  const session = () => ({
    connect: () => Promise.resolve(),
    onConnectionBroken() {},
    onConnectionEstablished() {},
    cleanUp() {},
  });
  connect.ChatSession = { create: session, setGlobalConfig() {}, setRegionOverride() {} };
  connect.TaskSession = { create: session };
}
