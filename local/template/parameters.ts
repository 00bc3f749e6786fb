import { TemplateFault, type Template, type TemplateParameter } from './template.ts';

const PLAIN = new Set(['String', 'Number', 'CommaDelimitedList']);

/**
 * Checks the given parameter values against the template's declarations and answers a lookup.
 * @throws TemplateFault naming every parameter that has no value, is not declared, or breaks its own rule
 */
export function createParameters(template: Template, given: Readonly<Record<string, string>>): (name: string) => unknown {
  const declared = template.Parameters ?? {};
  const problems = [
    ...Object.keys(given)
      .filter((name) => !(name in declared))
      .map((name) => `The template declares no parameter ${name}.`),
    ...Object.entries(declared).flatMap(([name, parameter]) => problemsOf(name, parameter, given[name])),
  ];
  if (problems.length > 0) throw new TemplateFault(problems.join('\n'));
  return (name) => {
    const parameter = declared[name];
    if (parameter === undefined) throw new TemplateFault(`The template declares no parameter ${name}.`);
    const value = given[name] ?? parameter.Default;
    if (!PLAIN.has(parameter.Type)) throw new TemplateFault(`The parameter ${name} is of type ${parameter.Type}, which the laptop cannot look up.`);
    return parameter.Type === 'CommaDelimitedList' && typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
  };
}

function problemsOf(name: string, parameter: TemplateParameter, given: string | undefined): string[] {
  const chosen = given ?? parameter.Default;
  if (chosen === undefined) return [`The parameter ${name} has no default and was given no value.`];
  const value = typeof chosen === 'string' ? chosen : JSON.stringify(chosen);
  if (parameter.AllowedValues !== undefined && !parameter.AllowedValues.map(String).includes(value)) return [`The parameter ${name} may not be ${JSON.stringify(value)}.`];
  if (parameter.AllowedPattern !== undefined && !new RegExp(`^(?:${parameter.AllowedPattern})$`).test(value)) return [`The parameter ${name} does not match ${parameter.AllowedPattern}.`];
  return [];
}
