/** Tab goes on in tables and lists; after Escape it leaves the text, so that nobody is caught in it (WCAG 2.1.2). */
export function leaveTablesByEscape(text: HTMLElement): void {
  let isLeaving = false;
  text.addEventListener(
    'keydown',
    (event) => {
      if (isLeaving && event.key === 'Tab') event.stopImmediatePropagation();
      if (event.key !== 'Shift') isLeaving = event.key === 'Escape';
    },
    true,
  );
}
