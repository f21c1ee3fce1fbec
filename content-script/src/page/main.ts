// To be written: the Streams API of the page.
export {};
