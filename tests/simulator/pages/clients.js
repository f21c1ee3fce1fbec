// Sets the clients of chats and tasks up that the page was asked to load, after Streams and before the integration.
(() => {
  const instance = document.documentElement.dataset.instance;
  // The participant service is at the instance's own origin. A later call without `endpoint`, such as Streams
  // makes, leaves it as it is.
  window.connect?.ChatSession?.setGlobalConfig({ endpoint: instance });
})();
