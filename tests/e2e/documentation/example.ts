// What an example of the documentation is here: it runs, and its effect is seen. A story runs many of them in turn.

/** How long an effect may take before it counts as not coming, in milliseconds. */
const PATIENCE = 8000;
const INTERVAL = 20;

export interface Outcome {
  /** The section of the documentation that the example stands in. */
  section: string;
  /** Why it does not do what the documentation says; null if it does. */
  problem: string | null;
}

/** The examples that have begun on this page, in order. */
export const outcomes: Outcome[] = [];

/** A value that is read at once, or promised. */
export function gives<T>(
  section: string,
  read: () => T | Promise<T>,
  isRight: (value: T) => boolean,
): Promise<void> {
  return example(section, async () => {
    const value = await soon(`an answer`, Promise.resolve(read()));
    if (!isRight(value)) {
      throw new Error(`It gives ${words(value)}.`);
    }
  });
}

/** A callback that is called when something happens, which it may do after this has returned. */
export function tells<T>(
  section: string,
  subscribe: (told: (value: T) => void) => void,
  isRight: (value: T) => boolean,
): Promise<void> {
  return example(section, async () => {
    const heard: T[] = [];
    subscribe((value) => heard.push(value));
    await until(
      () => heard.some(isRight),
      () => `It told ${words(heard)}.`,
    );
  });
}

/** A call that settles, and has an effect. */
export function does(
  section: string,
  call: (done: () => void, fail: (reason: unknown) => void) => void,
  hasEffect: () => boolean | Promise<boolean>,
): Promise<void> {
  return example(section, async () => {
    await soon("a callback", new Promise<void>(call));
    await until(hasEffect, () => "It settled, and had no effect.");
  });
}

/** Waits until something is so. What throws is not so yet. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  instead: () => string = () => `This did not come to be: ${isSo}`,
): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    try {
      if (await isSo()) {
        return;
      }
    } catch (error) {
      if (performance.now() >= deadline) {
        throw error;
      }
    }
    if (performance.now() >= deadline) {
      throw new Error(instead());
    }
    await new Promise((resume) => setTimeout(resume, INTERVAL));
  }
}

async function example(section: string, run: () => Promise<void>): Promise<void> {
  const outcome: Outcome = { section, problem: "It has not ended." };
  outcomes.push(outcome);
  try {
    await run();
    outcome.problem = null;
  } catch (error) {
    outcome.problem = words(error);
  }
}

async function soon<T>(awaited: string, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`There was not ${awaited}.`)), PATIENCE);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function words(value: unknown): string {
  if (value instanceof Error) {
    return `${value.name}: ${value.message}`;
  }
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
