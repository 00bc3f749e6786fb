/** Resolved properties of one resource of the template, as CloudFormation has them. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource of the template: its logical id (for messages), the id that references resolve to, its properties. */
export interface Declared {
  readonly logicalId: string;
  readonly id: string;
  readonly properties: Properties;
}

/** The template asks for something that the laptop does not serve; the message names resource and property. */
export class UnsupportedInTemplate extends Error {
  constructor(where: string, what: string) {
    super(`${where}: ${what}`);
    this.name = 'UnsupportedInTemplate';
  }
}

/** Refuses properties that the laptop would silently get wrong: guessing is how a local run starts to lie. */
export function refuseUnknown(where: string, properties: Properties, known: readonly string[]): void {
  for (const name of Object.keys(properties)) {
    if (!known.includes(name)) throw new UnsupportedInTemplate(where, `property ${name} is not served on the laptop.`);
  }
}

/** Refuses a value other than the ones served. */
export function refuseUnless(where: string, property: string, value: unknown, served: readonly unknown[]): void {
  if (served.includes(value)) return;
  const known = served.map((one) => JSON.stringify(one)).join(', ');
  throw new UnsupportedInTemplate(where, `${property} ${JSON.stringify(value)} is not served on the laptop (served: ${known}).`);
}
