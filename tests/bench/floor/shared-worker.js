// The least that a shared worker does to reach all tabs: one string over every port.
importScripts("clock.js");

const ports = [];

addEventListener("connect", ({ ports: [port] }) => {
  ports.push(port);
  port.onmessage = ({ data: { number, size } }) => {
    const filling = "x".repeat(size);
    const text = `${number} ${benchClock()} ${filling}`;
    for (const each of ports) {
      each.postMessage(text);
    }
  };
});

benchClock();
