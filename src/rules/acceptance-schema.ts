import { Type } from "typebox";

const closed = { additionalProperties: false } as const;
const name = (description: string) => Type.String({ minLength: 1, description });

/** A file of findings that somebody accepts, each one occurrence. */
export const AcceptanceFile = Type.Object(
  {
    accepted: Type.Array(
      Type.Object(
        {
          rule: name("The rule's id"),
          node: name("The node as the report names it, or deployment"),
          subject: name("The subject's name as the report has it: iscsid"),
          reason: name("Why this is to be as it is"),
          until: Type.String({
            pattern: "^\\d{4}-\\d{2}-\\d{2}$",
            description: "The last day on which it is accepted, YYYY-MM-DD, UTC",
          }),
          by: Type.Optional(name("Who accepts it")),
        },
        closed,
      ),
    ),
  },
  { ...closed, title: "Findings that are accepted, for sospect analyze --accept" },
);
