import { useEffect, useState } from 'preact/hooks';
import { getText, withQuery } from '../../api/client.ts';
import { ownWords, Refused, type ProblemWords } from '../../api/problem.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { say as sayNow, useSay } from '../../text/text.ts';
import { about } from './calls.ts';

type Width = 'desktop' | 'phone';

export interface PreviewProps {
  readonly id: string;
  /** It changes with the content: what is shown is never the content of before. */
  readonly contentHash: string;
  readonly revision: number;
}

/** The page as the public will see it: the real one, in a frame that runs nothing. */
export function Preview({ id, contentHash, revision }: PreviewProps) {
  const say = useSay();
  const [width, setWidth] = useState<Width>(() => (matchMedia('(max-width: 48rem)').matches ? 'phone' : 'desktop'));
  const { address, problem, again } = usePage(withQuery(about(id, '/preview'), { revision: String(revision) }), contentHash);
  return (
    <section class="preview" aria-label={say('desk.item.preview.label')}>
      <div class="switch" role="group" aria-label={say('desk.item.preview.width')}>
        {(['desktop', 'phone'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={width === one} onClick={() => setWidth(one)}>
            {say(`desk.item.preview.${one}`)}
          </button>
        ))}
      </div>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {address === undefined ? problem === undefined && <Skeleton /> : <iframe class={`preview-frame ${width}`} sandbox="" src={address} title={say('desk.item.preview.label')} />}
    </section>
  );
}

interface Page {
  readonly address: string | undefined;
  readonly problem: ProblemWords | undefined;
  readonly again: () => void;
}

function usePage(path: string, contentHash: string): Page {
  const [page, setPage] = useState<Omit<Page, 'again'>>({ address: undefined, problem: undefined });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    let made: string | undefined;
    setPage({ address: undefined, problem: undefined });
    getText(path, stop.signal).then(
      (text) => {
        if (stop.signal.aborted) return;
        made = URL.createObjectURL(new Blob([withWholeAddresses(withoutScripts(text))], { type: 'text/html; charset=utf-8' }));
        setPage({ address: made, problem: undefined });
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setPage({ address: undefined, problem: error instanceof Refused ? error.problem : ownWords(503, sayNow) });
      },
    );
    return () => {
      stop.abort();
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [path, contentHash, round]);
  return { ...page, again: () => setRound(round + 1) };
}

/** In the frame nothing runs anyway; what is not there need not be stopped. */
function withoutScripts(html: string): string {
  return html.replaceAll(/<script\b[^>]*>[^]*?<\/script>/g, '');
}

/** A page out of memory has no address that `/assets/…` could be below. */
function withWholeAddresses(html: string): string {
  return html.replaceAll(/(href|src)="\/(?!\/)/g, `$1="${location.origin}/`);
}
