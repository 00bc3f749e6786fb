import type { ComponentChildren } from 'preact';

/** Bottom right, always the same place: the one main action last; what takes something away stands apart. */
export function Bar({ apart, children }: { readonly apart?: ComponentChildren; readonly children?: ComponentChildren }) {
  return (
    <div class="acts-bar">
      <div class="acts-apart">{apart}</div>
      <div class="acts-main">{children}</div>
    </div>
  );
}
