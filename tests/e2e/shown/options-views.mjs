// Views for the options and the welcome page: what the worker would say.
import { INSTANCE, instance, view } from "./views.mjs";

const FEATURES = {
  addInstances: true,
  allowSites: true,
  allowIdentityProviders: true,
  notifications: true,
  welcome: true,
};

function optionsView(instances, more = {}) {
  return view(instances, { policy: { managed: false, features: FEATURES, problems: [] }, ...more });
}

function site(pattern, more = {}) {
  return { pattern, allowed: true, byPolicy: false, removable: true, ...more };
}

function forbidden(names) {
  return { ...FEATURES, ...Object.fromEntries(names.map((name) => [name, false])) };
}

/** By what they are about. */
export const OPTIONS_VIEWS = {
  "at first": optionsView([]),
  "in use": optionsView(
    [
      instance({ removable: true }),
      instance({ origin: "https://training.my.connect.aws", removable: true, signIn: "signedOut" }),
    ],
    {
      defaultInstance: INSTANCE,
      sites: [
        site("https://crm.example.com/*"),
        site("https://a-very-long-name-of-a-ticket-system.internal.departments.example.com/*"),
      ],
      identityProviders: [{ origin: "https://login.example.com", byPolicy: false }],
      signInRequests: [{ page: "https://crm.example.com", identityProvider: "https://sso.example.org" }],
      logLevel: "debug",
    },
  ),
  "an address that is none": optionsView([], {
    notice: { message: { name: "workerAddressElsewhere", with: ["https://www.example.com"] } },
  }),
  "an address that is asked": optionsView([], { checking: INSTANCE }),
  "an organisation decides": optionsView([instance()], {
    notifications: false,
    sites: [
      site("https://crm.example.com/*", { byPolicy: true }),
      site("https://wiki.example.com/*", { byPolicy: true, allowed: false, removable: false }),
    ],
    identityProviders: [{ origin: "https://login.example.com", byPolicy: true }],
    panelInPages: true,
    policy: {
      managed: true,
      decidesPanelInPages: true,
      features: forbidden(["addInstances", "allowSites", "allowIdentityProviders", "notifications"]),
      problems: [
        { key: "pages[2]", fault: "notAnAddress" },
        { key: "feature", fault: "unknownKey" },
      ],
    },
  }),
};
