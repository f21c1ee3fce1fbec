// Counts, in the page's reach, how long a string took from the worker to here.
const port = chrome.runtime.connect();
port.onMessage.addListener((text) => {
  const at = benchClock();
  const [number, sent] = text.split(" ", 2);
  document.documentElement.dataset.number = number;
  document.documentElement.dataset.took = String(at - Number(sent));
});
document.addEventListener("floor:send", () => {
  const { next, size } = document.documentElement.dataset;
  port.postMessage({ number: Number(next), size: Number(size) });
});
benchClock();
