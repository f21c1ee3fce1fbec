/** The instance's WebSocket: confirms subscriptions and answers heartbeats at once. */

/** What the instance says to a frame; nothing to frames of applications. */
export function replyTo(text) {
  const { topic, content } = JSON.parse(text);
  switch (topic) {
    case "aws/heartbeat":
      return JSON.stringify({ topic });
    case "aws/subscribe":
      return JSON.stringify({ topic, content: { status: "success", topics: content.topics } });
    default:
      return null;
  }
}
