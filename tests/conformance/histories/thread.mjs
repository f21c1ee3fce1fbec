/** A share of the histories, in a thread of its own. */

import { parentPort, workerData } from "node:worker_threads";
import { runHistories } from "./run.mjs";

parentPort.postMessage(await runHistories(workerData));
