/** In the fields of a dialog, which is no form of its own: it stands within one. */
export function onEnter(run: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || event.isComposing || !(event.target instanceof HTMLInputElement) || event.target.type === 'file') return;
    event.preventDefault();
    run();
  };
}
