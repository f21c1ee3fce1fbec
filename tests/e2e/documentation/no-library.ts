// What a bundler resolves `amazon-connect-streams` to for pages with Headwater: `connect` is there already.
export {};
