import { at, ofType, type Template } from './template.ts';

/** Machines whose definition has a placeholder without a substitution, or a substitution that stands for nothing. */
export function unmatchedSubstitutions(template: Template): string[] {
  return ofType(template, 'AWS::StepFunctions::StateMachine').flatMap(([id, { Properties }]) => {
    const placeholders = [...(at(Properties, 'DefinitionString') as string).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!);
    const keys = Object.keys(at(Properties, 'DefinitionSubstitutions') ?? {});
    const unmatched = [...placeholders.filter((name) => !keys.includes(name)), ...keys.filter((key) => !placeholders.includes(key))];
    return unmatched.map((name) => `${id}: ${name}`);
  });
}
