// Starts a simulator for a test, and stops it.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import { Control } from "./control.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The instance that the development build of the extension is set up for. */
export const CONFIGURED_PORT = 9443;

/**
 * @typedef {object} Simulator
 * @property {string} instance origin of the instance
 * @property {string[]} pages origins that serve the same pages
 * @property {Control} control
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{port?: number, options?: string[]}} [settings] port 0 takes free ones
 * @returns {Promise<Simulator>} once it answers
 */
export async function startSimulator({ port = CONFIGURED_PORT, options = [] } = {}) {
  const child = spawn(await program(), ["--port", String(port), ...options], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const instance = addressIn(await Promise.race([firstLine(child), endedEarly(ended)]));
  const control = new Control(instance);
  const { pages } = await control.info();
  return {
    instance,
    pages,
    control,
    async stop() {
      control.close();
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function firstLine(child) {
  const [line] = await once(createInterface(child.stdout), "line");
  return line;
}

async function endedEarly(ended) {
  const [code, signal] = await ended;
  throw new Error(`The simulator ended before it was ready (${signal ?? `exit code ${code}`}).`);
}

function addressIn(line) {
  const [, address] = /(https:\/\/[^\s/]+)\//.exec(line) ?? [];
  if (!address) {
    throw new Error(`The simulator does not say where it is: ${line}`);
  }
  return address;
}

/** `HEADWATER_SIMULATOR`, or what `cargo build -p connect-simulator` made. */
async function program() {
  const given = process.env.HEADWATER_SIMULATOR;
  if (given) {
    return given;
  }
  const metadata = ["metadata", "--format-version", "1", "--no-deps", "--offline"];
  const { stdout } = await promisify(execFile)("cargo", metadata, { cwd: ROOT, maxBuffer: 64e6 });
  const built = path.join(JSON.parse(stdout).target_directory, "debug", "connect-simulator");
  if (!existsSync(built)) {
    throw new Error(
      `There is no ${built}: run "cargo build -p connect-simulator", or set HEADWATER_SIMULATOR.`,
    );
  }
  return built;
}
