// What a played story leaves behind: report.json, and a picture a step.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { Painter } from "./picture.mjs";

export class Report {
  #folder;
  #painter;
  #steps = [];

  constructor(folder, painter) {
    this.#folder = folder;
    this.#painter = painter;
  }

  static async open(folder, browser) {
    await mkdir(folder, { recursive: true });
    return new Report(folder, await Painter.open(browser));
  }

  /** Adds a step; what is on disk is complete up to it. */
  async add(stage, { step, number, scene, problem }) {
    const screenshot = `${String(number).padStart(2, "0")}-${slug(step.name)}.png`;
    await this.#painter.paint(
      path.join(this.#folder, screenshot),
      `${number}. ${step.name}`,
      problem,
      scene,
      stage.tabs,
    );
    this.#steps.push({
      name: step.name,
      agree: problem === null,
      ...(problem && { problem }),
      instance: scene.instance,
      tabs: scene.tabs.map(({ label, url, view, problem: unread }) => ({
        label,
        url,
        ...(view ?? { problem: unread }),
      })),
      screenshot,
    });
    await writeFile(
      path.join(this.#folder, "report.json"),
      `${JSON.stringify({ steps: this.#steps }, null, 2)}\n`,
    );
  }
}

function slug(name) {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
