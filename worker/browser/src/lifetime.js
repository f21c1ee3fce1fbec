// What the running wasm instance has begun in the browser. The browser's objects outlive an instance that fails, so
// they are held here, where the next instance can take over from it.

/** Calls of the running instance by event. Each event has one listener for the whole life of the script: browsers wake a
 * worker for what it listened to in its first turn, and forget that when the listener is removed. */
const heard = new WeakMap();
/** What ends each of the things that the running instance has begun. */
const begun = new Set();
let tellOfFailure = null;

/** @param {((failure: unknown) => void) | null} callback is told when the running instance has failed */
export function onFailure(callback) {
  tellOfFailure = callback;
}

/** The running instance has failed. Nothing of it is to be called again. */
export function failed(failure) {
  tellOfFailure?.(failure);
}

/** Ends all that the running instance has begun. */
export function endAll() {
  for (const end of [...begun]) {
    endIt(end);
  }
}

/** Calls, and takes whatever is thrown for a failure: it went through wasm, which cannot clean up after itself. Where
 * nobody is told of failures, the browser is. */
function guarded(callback, args) {
  try {
    callback(...args);
  } catch (error) {
    if (!tellOfFailure) {
      throw error;
    }
    tellOfFailure(error);
  }
}

/** Listens to an event of the extension API. */
export function listen(event, callback) {
  let calls = heard.get(event);
  if (!calls) {
    calls = new Set();
    const all = calls;
    event.addListener((...args) => {
      for (const call of [...all]) {
        // One may end the next.
        if (all.has(call)) {
          guarded(call, args);
        }
      }
      if (all.size === 0) {
        // A port that nobody takes: its other end tries again later.
        args[0]?.disconnect?.();
      }
    });
    heard.set(event, calls);
  }
  calls.add(callback);
  return ending(() => calls.delete(callback));
}

/** Listens to a DOM event. */
export function listenTo(target, event, callback) {
  const call = (...args) => guarded(callback, args);
  target.addEventListener(event, call);
  return ending(() => target.removeEventListener(event, call));
}

/** Calls back after so many milliseconds. */
export function after(milliseconds, callback) {
  const timer = setTimeout(() => {
    begun.delete(end);
    guarded(callback, []);
  }, milliseconds);
  const end = ending(() => clearTimeout(timer));
  return end;
}

/** The thing was begun, and this method of it ends it. */
export function begin(thing, method) {
  return ending(() => thing[method]());
}

function ending(end) {
  begun.add(end);
  return end;
}

/** Ends what was begun, if it has not ended. */
export function endIt(end) {
  if (begun.delete(end)) {
    try {
      end();
    } catch {
      // It is gone already.
    }
  }
}
