import { Component, type ComponentChildren } from 'preact';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { dateTimeIn } from '../time/dates.ts';
import { serverNow } from '../time/server-clock.ts';
import { language, say } from '../text/text.ts';

/** A screen that fails says so in words and can be tried again; the rest of the desk stays. */
export class ErrorBoundary extends Component<{ readonly children: ComponentChildren }, { readonly failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    // For whoever is called to help; it holds no text of an item.
    console.error(error);
    this.setState({ failed: true });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Note tone="bad" title={say('desk.broken.title')} detail={say('desk.broken.detail', { at: dateTimeIn(language(), serverNow()) })}>
        <Button onPress={() => this.setState({ failed: false })}>{say('desk.retry')}</Button>
      </Note>
    );
  }
}
