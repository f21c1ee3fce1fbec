/**
 * The Streams API in the page's own world. Runs before any script of the page, so that `connect` is there from the
 * first line of it. A page that brings the npm library along overwrites what is here, and runs on that.
 */

import { connect } from "./api";

interface Page {
  connect?: { core?: unknown };
  lily?: unknown;
  ccpVersion?: string;
}

const page = globalThis as Page;

// A page that was open before the extension was installed may have a library of its own.
if (!page.connect?.core) {
  page.connect = Object.assign(connect, page.connect);
  page.lily = connect;
  page.ccpVersion ??= "V2";
}
