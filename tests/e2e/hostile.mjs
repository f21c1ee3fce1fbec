// A page that speaks to the extension by itself: all of it runs in the page.

/** What a page may put on the wire. `LONG` and `DEEP` stand for texts that are not worth writing out. */
export const GARBAGE = [
  "",
  "{",
  "null",
  "[]",
  "42",
  '"attach"',
  "\u0000\uffff",
  "LONG",
  "DEEP",
  '{"nothing":{}}',
  '{"attach":{}}',
  '{"attach":{"protocol":-1,"ccpUrl":"javascript:alert(1)"}}',
  '{"attach":{"protocol":1,"ccpUrl":"https://elsewhere.example/ccp-v2/","pageId":{}}}',
  '{"attach":{"protocol":99999999999,"ccpUrl":"x","known":{"contacts":"all"},"version":-5}}',
  '{"call":{"id":-1,"method":"putAgentState","params":{}}}',
  '{"call":{"id":1,"method":"__proto__","params":null}}',
  '{"call":{"id":2,"method":"putAgentState","params":{"state":{"name":{"$gt":""}}}}}',
  '{"call":{"id":3,"method":"acceptContact","params":{"contactId":"../../logout"}}}',
  '{"broadcast":{"event":"agent::update","data":{"snapshot":{}}}}',
  '{"broadcast":{"event":"terminated"}}',
  '{"master":{"id":4,"method":"becomeKing","topic":""}}',
  '{"sendFrame":{"frame":"aws/ping"}}',
  '{"subscribeTopics":{"topics":[{}]}}',
  '{"log":{"entries":[{"time":"now"}]}}',
  '{"update":{"to":1,"patch":{},"events":[]}}',
];

/** How often the page sends all of it. */
export const ROUNDS = 100;

/**
 * Runs in the page: takes the page API's end of the channel to the extension the moment it is used, and sends
 * everything over it.
 *
 * @returns {Promise<number>} how many messages were sent
 */
export async function flood({ garbage, rounds, ccpUrl }) {
  const long = JSON.stringify({ log: { entries: ["x".repeat(1_000_000)] } });
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  const texts = garbage.map((text) => ({ LONG: long, DEEP: deep })[text] ?? text);
  const dispatch = EventTarget.prototype.dispatchEvent;
  const channel = await new Promise((resolve) => {
    EventTarget.prototype.dispatchEvent = function (event) {
      if (event.type === "to-bridge") {
        EventTarget.prototype.dispatchEvent = dispatch;
        resolve(this);
      }
      return dispatch.call(this, event);
    };
    window.connect.core.initCCP(document.body, { ccpUrl, loginPopup: false });
  });
  let sent = 0;
  const send = (message) => {
    dispatch.call(channel, new CustomEvent("to-bridge", { detail: message }));
    sent += 1;
  };
  for (let round = 0; round < rounds; round += 1) {
    // The long and the deep ones once: what counts is that they are refused, not that they fill memory.
    for (const text of round === 0 ? texts : texts.filter(({ length }) => length < 1000)) {
      send(text);
    }
  }
  for (const message of [null, 1, true, [], { attach: {} }, new ArrayBuffer(8), new Map([[1, 2]])]) {
    send(message);
  }
  return sent;
}
