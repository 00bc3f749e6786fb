import type { ComponentChildren } from 'preact';

/** Nothing here: what belongs here, and how to make the first. */
export function Empty({ title, detail, children }: { readonly title: string; readonly detail: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      <p class="quiet">{detail}</p>
      {children}
    </div>
  );
}
