// One picture of all tabs side by side, so that a person sees at a glance whether they agree.
import { readFile } from "node:fs/promises";

import { agree, inWords } from "./views.mjs";

/** Four tabs in a row; a picture grows with its rows. */
const SIZE = { width: 2240, height: 640 };

/** Draws in the home tab of the browser that is pictured. */
export class Painter {
  #page;

  constructor(page) {
    this.#page = page;
  }

  static async open({ home: page }) {
    await page.setViewport(SIZE);
    await page.setContent(await readFile(new URL("picture.html", import.meta.url), "utf8"));
    return new Painter(page);
  }

  /**
   * @param {string} file where the PNG goes
   * @param {string} title
   * @param {string | null} problem
   * @param {{instance: object, tabs: object[]}} scene
   * @param {import("./stage.mjs").Tab[]} tabs
   */
  async paint(file, title, problem, scene, tabs) {
    const figures = [];
    for (const { label, url, view, problem: unread } of scene.tabs) {
      const { page } = tabs.find((tab) => tab.label === label);
      // A tab in the background draws nothing.
      await page.bringToFront();
      const image = await page.screenshot({ type: "jpeg", quality: 80, encoding: "base64" });
      const words = unread ?? inWords(view);
      figures.push({ label, url, words, bad: !view || !agree(view, scene.instance), image });
    }
    await this.#page.bringToFront();
    await this.#page.evaluate(draw, {
      title,
      bad: problem !== null,
      instance: `The instance: ${inWords(scene.instance)}`,
      figures,
    });
    await this.#page.screenshot({ path: file, fullPage: true });
  }
}

/** Runs in the page. */
async function draw({ title, bad, instance, figures }) {
  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  document.getElementById("title").textContent = title;
  document.getElementById("instance").textContent = instance;
  const verdict = document.getElementById("verdict");
  verdict.textContent = bad ? "does not agree" : "all agree";
  verdict.className = bad ? "bad" : "";
  const images = [];
  document.getElementById("tabs").replaceChildren(
    ...figures.map((figure) => {
      const image = element("img", { src: `data:image/jpeg;base64,${figure.image}` });
      images.push(image);
      const caption = element(
        "figcaption",
        {},
        element("b", { textContent: figure.label }),
        element("span", {
          className: "url",
          textContent: figure.url.replace(/-extension:\/\/[^/]+/, "-extension://…"),
        }),
        element("p", { textContent: figure.words }),
      );
      return element("figure", { className: figure.bad ? "bad" : "" }, caption, image);
    }),
  );
  await Promise.all(images.map((image) => image.decode()));
}
