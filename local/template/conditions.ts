import { evaluate, type Surroundings } from './intrinsics.ts';
import { isRecord, TemplateFault, type Template } from './template.ts';

/** Answers the template's Conditions by name, each worked out once. */
export function createConditions(template: Template, surroundings: Surroundings): (name: string) => boolean {
  const known = new Map<string, boolean>();
  const underWay: string[] = [];

  const byName = (name: string): boolean => {
    const answered = known.get(name);
    if (answered !== undefined) return answered;
    const expression = template.Conditions?.[name];
    if (expression === undefined) throw new TemplateFault(`The condition ${name} is not in the template.`);
    if (underWay.includes(name)) throw new TemplateFault(`The conditions ${[...underWay, name].join(' -> ')} depend on each other.`);
    underWay.push(name);
    const answer = decide(expression);
    underWay.pop();
    known.set(name, answer);
    return answer;
  };

  const decide = (expression: unknown): boolean => {
    const [operator, argument] = (isRecord(expression) ? Object.entries(expression)[0] : undefined) ?? ['', undefined];
    const list: readonly unknown[] = Array.isArray(argument) ? argument : [];
    switch (operator) {
      case 'Condition':
        return byName(String(argument));
      case 'Fn::Equals':
        return JSON.stringify(evaluate(list[0], surroundings)) === JSON.stringify(evaluate(list[1], surroundings));
      case 'Fn::And':
        return list.every(decide);
      case 'Fn::Or':
        return list.some(decide);
      case 'Fn::Not':
        return !decide(list[0]);
      default:
        throw new TemplateFault(`The condition function ${operator || JSON.stringify(expression)} is not served.`);
    }
  };

  return byName;
}
