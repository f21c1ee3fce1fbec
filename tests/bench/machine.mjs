// The machine in words, from what the system says of it.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import os from "node:os";
import { promisify } from "node:util";

/** @param {string | undefined} browser its program */
export async function machineInWords(browser) {
  const [cpus, load] = [os.cpus(), os.loadavg()];
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  const system = /^PRETTY_NAME="?([^"\n]+)/m.exec(release)?.[1] ?? os.type();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return [
    `${cpus.length} × ${cpus[0]?.model.trim() || os.arch()}`,
    `${memory} GiB of memory`,
    `${system}, kernel ${os.release()}`,
    ...(browser ? [(await promisify(execFile)(browser, ["--version"])).stdout.trim()] : []),
    `Node.js ${process.version}`,
    `load of the last minute at the start ${load[0].toFixed(1)}`,
  ].join("; ");
}
