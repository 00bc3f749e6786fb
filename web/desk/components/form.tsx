import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import type { Fault, ProblemWords } from '../api/problem.ts';
import { useSay } from '../text/text.ts';
import { fieldId } from './field-id.ts';

const FaultsContext = createContext<readonly Fault[]>([]);

/** The fault at one place of what was sent. */
export function useFault(pointer: string): Fault | undefined {
  return useContext(FaultsContext).find((fault) => fault.pointer === pointer);
}

export interface FormProps {
  readonly problem: ProblemWords | undefined;
  /** What stands beside the fields, where that is not all of the problem: what is mended goes, what saving in between finds comes. */
  readonly faults?: readonly Fault[] | undefined;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}

/** A form: what the server has found stands beside the fields, and on top in a summary that leads to each. */
export function Form({ problem, faults, onSubmit, children }: FormProps) {
  const submit = (event: Event): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <FaultsContext.Provider value={faults ?? problem?.errors ?? []}>
      <form noValidate onSubmit={submit}>
        {problem !== undefined && <Summary problem={problem} />}
        {children}
      </form>
    </FaultsContext.Provider>
  );
}

/** It gets the focus each time that something new was found. */
function Summary({ problem }: { readonly problem: ProblemWords }) {
  const say = useSay();
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => summary.current?.focus(), [problem]);
  const { title, detail, errors } = problem;
  return (
    <div class="note bad" role="alert" tabIndex={-1} ref={summary}>
      <p class="note-title">{errors.length === 0 ? title : say('desk.errors.title', { count: errors.length })}</p>
      {errors.length === 0 ? (
        <p>{detail}</p>
      ) : (
        <ul>
          {errors.map(({ pointer, detail: sentence }) => (
            <li key={pointer}>
              <a href={`#${fieldId(pointer)}`} onClick={(event) => lead(event, pointer)}>
                {sentence}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function lead(event: MouseEvent, pointer: string): void {
  event.preventDefault();
  document.getElementById(fieldId(pointer))?.focus();
}
