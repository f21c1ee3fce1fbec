// The machine in words, from what the system says of it.
import { readFile } from "node:fs/promises";
import os from "node:os";

export async function machineInWords(browserVersion) {
  const [cpus, load] = [os.cpus(), os.loadavg()];
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  const system = /^PRETTY_NAME="?([^"\n]+)/m.exec(release)?.[1] ?? os.type();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return [
    `${cpus.length} × ${cpus[0]?.model.trim() || os.arch()}`,
    `${memory} GiB of memory`,
    `${system}, kernel ${os.release()}`,
    browserVersion,
    `Node.js ${process.version}`,
    `load of the last minute at the start ${load[0].toFixed(1)}`,
  ].join("; ");
}
