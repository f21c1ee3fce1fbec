// What a person does in a page.
import { PASSWORD } from "./control.mjs";
import { PATIENCE, until } from "./until.mjs";

/** Goes to the page and clicks on something, once it can be clicked on. */
export async function press(page, selector) {
  await page.bringToFront();
  await page.locator(selector).setTimeout(PATIENCE).click();
}

/** Does something with a contact, in the popup or in a page: their buttons are marked alike. */
export function pressContact(page, contactId, action) {
  return press(page, `[data-contact-id="${contactId}"] [data-action="${action}"]`);
}

/** Goes to the page and types into an empty field. */
export async function type(page, selector, text) {
  await page.bringToFront();
  await page.locator(selector).setTimeout(PATIENCE).fill(text);
}

/** Chooses a status with the form of a page, optionally as next status. */
export async function chooseStatus(page, name, { next = false } = {}) {
  await page.bringToFront();
  await page.select("#status-form select[name=state]", name);
  const box = "#status-form input[name=next]";
  if ((await page.$eval(box, (input) => input.checked)) !== next) {
    await press(page, box);
  }
  await press(page, "#status-form button[type=submit]");
}

/** Fills in a sign-in page and sends it. */
export async function submitSignIn(page, name, password = PASSWORD) {
  await type(page, "input[name=username]", name);
  await type(page, "input[name=password]", password);
  await press(page, "button[type=submit]");
}

/** Signs in at the sign-in window, which then closes by itself. */
export async function signIn(browser, instance, name) {
  const window = await browser.whenPage(`${instance}/login`);
  await submitSignIn(window, name);
  await until("the sign-in window to close by itself", () => window.isClosed());
}

/** The text of an element; empty if there is none. */
export function text(page, selector) {
  return page.evaluate((selected) => document.querySelector(selected)?.textContent.trim() ?? "", selector);
}
