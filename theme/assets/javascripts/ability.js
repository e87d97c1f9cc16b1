// What pdf.js needs of a browser and does not bring along (Chrome 119, Firefox 121, Safari 17.4). A phone without it keeps the
// plain link to the file.

/** Tells whether this scope, a page or a worker, has everything that pdf.js uses. */
export const canShowPages = () =>
  typeof Promise.withResolvers === "function" &&
  typeof AbortSignal === "function" &&
  typeof AbortSignal.any === "function" &&
  typeof ArrayBuffer.prototype.transferToFixedLength === "function" &&
  typeof structuredClone === "function"
