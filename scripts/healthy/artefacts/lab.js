/** No exercise was ever set up on it. */
export default function lab() {
  return { "sos_commands/lab/records": { text: "end\n", command: "lab (records of exercises and answers to them)" } };
}
