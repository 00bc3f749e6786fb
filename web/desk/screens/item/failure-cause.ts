/** What kept a page from going online, as far as people can do something about it. */
export type FailureCause = 'not-online' | 'busy' | 'missing' | 'refused' | 'other';

/** Names of errors as functions, AWS and the machine give them (`error` of the event `PublicationFailed`); what passes comes before what bears a refusal's name too. */
const CAUSES: readonly (readonly [FailureCause, RegExp])[] = [
  ['not-online', /^NotOnline$/],
  ['missing', /^(NoSuchKey|NoSuchVersion|NotFound)$/],
  ['busy', /Timed?-?out|Throttl|SlowDown|TooManyRequests|Unavailable|Internal|ServiceException|Exceeded|Unknown|Runtime\.ExitError|NetworkingError|ECONN/i],
  ['refused', /AccessDenied|Forbidden|Unauthorized|InvalidAccessKey|ExpiredToken|KMS|Lambda\.InvalidRequest/],
];

export function causeOf(error: string | undefined): FailureCause {
  return CAUSES.find(([, names]) => names.test(error ?? ''))?.[0] ?? 'other';
}
