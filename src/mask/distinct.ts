/** What names, addresses, paths and versions look like: such a value is hidden where its key tells that it is secret, and nowhere else. */
export const ORDINARY: readonly RegExp[] = [
  // words: rabbitmq, nova_compute, controller-0
  /^[a-z]{1,11}([-_.][0-9]{1,2})?$/i,
  /^[a-z]+([-_. ][a-z]+)+([-_.][0-9]{1,2})?$/,
  // words of a program: token), a=b
  /^[a-z_.]+[(){}:;,.]+$/i,
  /^[a-z_.]+=[a-z_.]+$/i,
  // numbers, times, versions, addresses
  /^[0-9.:, T+-]+Z?$/,
  /^\[?[0-9a-f]*:[0-9a-f:]*\]?$/i,
  // paths, and URLs without a password
  /^(\/[A-Za-z0-9_.-]+)+\/?$/,
  /^[a-z]+:\/\/[^@]*$/i,
  /^([a-z0-9-]+\.)+[a-z]+(:[0-9]+)?$/i,
];

/** Words of fewer characters are found in other texts by chance. */
export const FEWEST = 6;

/** Whether this value is like no other word, so that it is the same secret wherever it stands. */
export function isDistinct(value: string): boolean {
  return value.length >= FEWEST && !ORDINARY.some((pattern) => pattern.test(value));
}
