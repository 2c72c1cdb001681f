// What the address and the messages of a frame or a page may say. A flag is set by its name alone, too: `?plain`.
function flagged(address, name) {
  const value = address.get(name);
  return value !== null && !/^\s*(0|false|no|off)\s*$/i.test(value);
}

// Whether a value is a scheme: dark, light, or the reader's own.
function isScheme(value) {
  return value === "true" || value === "false" || value === "auto";
}
