// What a browser's processes take, from /proc.
import { readdir, readFile } from "node:fs/promises";

/** Milliseconds of processor time that a process and all that come of it have had so far. */
export async function processorTime(root) {
  const times = await Promise.all((await family(root)).map(timeOf));
  return times.reduce((sum, time) => sum + time, 0);
}

/** A process and all that come of it. */
async function family(root) {
  const children = new Map();
  await Promise.all(
    (await readdir("/proc")).map(async (name) => {
      const id = Number(name);
      const status = Number.isInteger(id)
        ? await readFile(`/proc/${id}/stat`, "utf8").catch(() => null)
        : null;
      if (status) {
        // The name of the program, in parentheses, may itself contain spaces and parentheses.
        const [, parent] = status.slice(status.lastIndexOf(")") + 2).split(" ");
        children.set(Number(parent), [...(children.get(Number(parent)) ?? []), id]);
      }
    }),
  );
  const found = [root];
  for (const id of found) {
    found.push(...(children.get(id) ?? []));
  }
  return found;
}

/** `stat` counts in hundredths of a second; the threads' `schedstat` counts in nanoseconds. */
async function timeOf(id) {
  const threads = await readdir(`/proc/${id}/task`).catch(() => []);
  const times = await Promise.all(
    threads.map(async (thread) => {
      const text = await readFile(`/proc/${id}/task/${thread}/schedstat`, "utf8").catch(() => "0");
      return Number(text.split(" ")[0]) / 1e6;
    }),
  );
  return times.reduce((sum, time) => sum + time, 0);
}
