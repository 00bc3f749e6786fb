import { useSay } from '../text/text.ts';

/** Stands where a list will be; it shows only if that takes longer than 300 ms. */
export function Skeleton({ rows = 5 }: { readonly rows?: number }) {
  const say = useSay();
  return (
    <div class="skeleton">
      <p class="unseen">{say('desk.loading')}</p>
      {Array.from({ length: rows }, (_, index) => (
        <div class="skeleton-row" key={index} />
      ))}
    </div>
  );
}
