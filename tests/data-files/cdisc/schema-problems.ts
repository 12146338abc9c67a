/** A JSON schema, as far as the published one of Dataset-JSON uses the language. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const isOfType: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
};

/** Where a value breaks a schema, and how. @param root  in which `$ref` is looked up */
export function schemaProblems(value: unknown, schema: Schema, root: Schema = schema, path = ''): string[] {
  if (schema.$ref !== undefined) return schemaProblems(value, root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {}, root, path);
  if (schema.type !== undefined && !isOfType[schema.type](value)) return [`${path}: expected ${schema.type}`];
  const { properties = {}, required = [] } = schema;
  const problems: string[] = [];
  if (schema.enum !== undefined && !schema.enum.includes(value))
    problems.push(`${path}: ${String(value)} is not among ${schema.enum.join(', ')}`);
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(String(value)))
    problems.push(`${path}: ${String(value)} does not match`);
  if (schema.minimum !== undefined && Number(value) < schema.minimum) problems.push(`${path}: ${String(value)} is below ${schema.minimum}`);
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined
      ? problems
      : [...problems, ...value.flatMap((each, place) => schemaProblems(each, items, root, `${path}/${place}`))];
  }
  if (typeof value !== 'object' || value === null) return problems;
  const entries = Object.entries(value);
  problems.push(...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${path}: lacks ${name}`));
  for (const [name, inner] of entries) {
    const known: Schema | undefined = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known !== undefined) problems.push(...schemaProblems(inner, known, root, `${path}/${name}`));
    else if (schema.additionalProperties === false) problems.push(`${path}: ${name} is not known`);
  }
  return problems;
}
