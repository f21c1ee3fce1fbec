// To be written: passes strings between the page and the worker.
export {};
