// Plays a story step by step; every step is over when all places agree on what it is to lead to.
import { PATIENCE } from "./until.mjs";

/**
 * @param {import("./stage.mjs").Stage} stage
 * @param {import("./story.mjs").Step[]} story
 * @param {(result: {step: object, number: number, scene: object, problem: string | null}) => unknown} after called
 *   after every step, the failed one included, which is the last
 * @returns {Promise<boolean>} whether every step came to its end
 */
export async function play(stage, story, after) {
  const memory = {};
  for (const [index, step] of story.entries()) {
    let problem = null;
    try {
      await step.act(stage, memory);
      await stage.agreement(step.expect.words, step.expect.isMet, PATIENCE);
    } catch (error) {
      problem = error.message;
    }
    await after({ step, number: index + 1, scene: await stage.look(), problem });
    if (problem) {
      return false;
    }
  }
  return true;
}
