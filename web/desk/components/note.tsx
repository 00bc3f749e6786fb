import type { ComponentChildren } from 'preact';

export interface NoteProps {
  readonly tone: 'bad' | 'warn' | 'calm';
  readonly title: string;
  readonly detail?: string | undefined;
  /** What to do about it. */
  readonly children?: ComponentChildren;
}

/** Something that has to be known before going on. A bad one is told at once to those who do not see it. */
export function Note({ tone, title, detail, children }: NoteProps) {
  return (
    <div class={`note ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <p class="note-title">{title}</p>
      {detail !== undefined && <p>{detail}</p>}
      {children !== undefined && <div class="note-actions">{children}</div>}
    </div>
  );
}
