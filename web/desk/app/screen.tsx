import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useSay } from '../text/text.ts';
import { usePlace } from './router.tsx';

export interface ScreenFrameProps {
  readonly title: string;
  readonly lead?: string | undefined;
  /** Beside the heading: the one main action of a list. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What every screen stands in: its heading, which is the window's title and gets the focus when one comes from another screen. */
export function Screen({ title, lead, actions, children }: ScreenFrameProps) {
  const say = useSay();
  const { moves } = usePlace();
  const heading = useRef<HTMLHeadingElement>(null);
  const pageTitle = say('desk.page-title', { screen: title });
  useEffect(() => {
    document.title = pageTitle;
  }, [pageTitle]);
  useEffect(() => {
    if (moves > 0) heading.current?.focus();
  }, [moves]);
  return (
    <div class="screen">
      <header class="screen-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p class="quiet">{lead}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}
