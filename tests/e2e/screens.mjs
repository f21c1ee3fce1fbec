// A picture of everything the agent sees: every state, theme and language, with an index page. `cargo xtask screens`.
//
// node tests/e2e/screens.mjs --extension FOLDER --out FOLDER [--only WORDS]
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { openBrowser } from "./browser.mjs";
import { Showing } from "./shown/page.mjs";
import { SCENES } from "./shown/scenes.mjs";

const THEMES = ["light", "dark"];
/** Beside the languages: the first one, mirrored, stands for those that are written from right to left. */
const MIRRORED = "mirrored";
const LANGUAGES = ["en", "de", MIRRORED];

const { values } = parseArgs({
  options: {
    extension: { type: "string" },
    out: { type: "string" },
    only: { type: "string" },
  },
});
if (!values.extension || !values.out) {
  throw new Error("--extension and --out are needed.");
}
const scenes = SCENES.filter(({ name }) => !values.only || name.includes(values.only));

await rm(values.out, { recursive: true, force: true });
await mkdir(values.out, { recursive: true });
const browser = await openBrowser({ name: "chromium" });
const showing = await Showing.open(values.extension, browser);
const rows = [];
const problems = [];
try {
  for (const [index, scene] of scenes.entries()) {
    const pictures = [];
    for (const language of LANGUAGES) {
      for (const theme of THEMES) {
        const file = `${slug(scene.name)}-${language}-${theme}.png`;
        await draw(scene, language, theme, path.join(values.out, file));
        pictures.push({ file, caption: `${language}, ${theme}` });
      }
    }
    rows.push({ name: scene.name, pictures });
    console.log(`${index + 1} of ${scenes.length}: ${scene.name}`);
  }
} finally {
  showing.close();
  await browser.close();
}
await writeFile(path.join(values.out, "index.html"), page(rows));
console.log(
  `${rows.length * LANGUAGES.length * THEMES.length} pictures: ${path.join(values.out, "index.html")}`,
);
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exitCode = 1;
}

async function draw(scene, language, theme, file) {
  const mirrored = language === MIRRORED;
  const shown = await showing.page({
    ...scene.settings,
    view: scene.view,
    language: mirrored ? "en" : language,
    mirrored,
    theme,
    reducedMotion: true,
    size: { ...scene.size, deviceScaleFactor: 2 },
  });
  try {
    await scene.play?.(shown);
    await shown.drawn();
    await shown.settled();
    await shown.page.screenshot({ path: file, fullPage: true });
    for (const name of await shown.missing()) {
      problems.push(`${scene.name} in ${language}: there is no text ${name}`);
    }
    problems.push(...shown.errors.map((error) => `${scene.name} in ${language}: ${error}`));
  } finally {
    await shown.close();
  }
}

function slug(name) {
  return name.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase();
}

function page(all) {
  const figure = ({ file, caption }) =>
    `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy" /></a><figcaption>${caption}</figcaption></figure>`;
  const section = ({ name, pictures }) => `<h2>${name}</h2><div>${pictures.map(figure).join("")}</div>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>What the agent sees</title>
    <style>
      body { margin: 2rem; background: #888; font: 14px system-ui, sans-serif; }
      div { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
      figure { margin: 0; }
      img { inline-size: 270px; }
    </style>
  </head>
  <body>
    <h1>What the agent sees</h1>
    ${all.map(section).join("\n    ")}
  </body>
</html>
`;
}
