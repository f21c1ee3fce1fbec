// As content.js, with a shared worker.
const { port } = new SharedWorker("shared-worker.js");
port.onmessage = ({ data: text }) => {
  const at = benchClock();
  const [number, sent] = text.split(" ", 2);
  document.documentElement.dataset.number = number;
  document.documentElement.dataset.took = String(at - Number(sent));
};
document.addEventListener("floor:send", () => {
  const { next, size } = document.documentElement.dataset;
  port.postMessage({ number: Number(next), size: Number(size) });
});
benchClock();
