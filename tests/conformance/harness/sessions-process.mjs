/** The real sessions of Headwater in a process of their own (`conformance-worker`), one line each way at a time. */

import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const ROOT = new URL("../../../", import.meta.url).pathname;

/** Builds the binary. @returns its path. */
export async function buildSessions() {
  const args = ["build", "--release", "--package", "conformance-worker", "--message-format", "json"];
  const { stdout } = await promisify(execFile)("cargo", args, { cwd: ROOT, maxBuffer: 1 << 26 });
  for (const line of stdout.split("\n").filter(Boolean)) {
    const { executable, target } = JSON.parse(line);
    if (executable && target.name === "conformance-worker") {
      return executable;
    }
  }
  throw new Error("cargo built no conformance-worker.");
}

export class SessionsProcess {
  #child;
  #waiting = [];
  #ended = null;

  constructor(executable) {
    this.#child = spawn(executable, { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#waiting.shift().resolve(line));
    this.#child.on("exit", (code, signal) => {
      this.#ended = new Error(
        `The sessions ended (${code ?? signal}); their last words are on standard error.`,
      );
      for (const { reject } of this.#waiting.splice(0)) {
        reject(this.#ended);
      }
    });
  }

  /** @returns what the sessions want done: `{ effects, timeout }`. */
  async tell(line) {
    if (this.#ended) {
      throw this.#ended;
    }
    const answer = new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    this.#child.stdin.write(`${JSON.stringify(line)}\n`);
    return JSON.parse(await answer);
  }

  end() {
    this.#child.stdin.end();
  }
}
