/** Where a served thing still behaves otherwise than on AWS: by subject, one sentence each. */
export const knownDifferences: Readonly<Record<string, readonly string[]>> = {
  'Callers and policies': [
    'Signatures are not computed: the access key tells who calls. Presigned addresses and forms are the exception, their signatures and limits are checked.',
    'Loopback counts as a secure transport: `aws:SecureTransport` is true although the calls are plain HTTP.',
    'Sessions never run out; access keys are made anew at each boot.',
    'Permission boundaries, service control policies and session policies are not known. Condition operators, keys and managed policies that are not known are refused at boot by name.',
    'Writing logs, traces and metrics asks for no permission: what a function writes is read here from its output.',
  ],
  'Sign-in': [
    'The hosted login is a page of the laptop’s own on a loopback port. It knows sign-in with code and PKCE, a session of an hour in a cookie, renewal, revocation and sign-out; no second factor, no change of a password, no other provider.',
    'Settings and policies that are deployed for browsers name the hosted login and the buckets as AWS does; in them the laptop puts its own ports.',
    'Access tokens that were issued before a refresh token was revoked stay valid until they run out.',
  ],
  Functions: [
    'One worker thread holds all invocations of a function at once, where AWS gives each a sandbox of its own: what a bundle keeps in its modules is shared between them, and a crash fails all that are in flight.',
    'After a time-out others in the same worker may finish before it is ended; the invocation that timed out may go on until then.',
    'There is one published version, `1`; each boot runs the bundles of `cdk.out` as they are.',
    'There is no concurrency limit: nothing is throttled unless a plan of faults asks for it (`--faults`).',
    'Time inside a function is real time. Rules take the time from their event, so the virtual clock reaches them all the same.',
    'The layer of the CDK, container images and runtimes other than Node are not run.',
    'Events of asynchronous invocations wait in memory: a killed process loses them, where AWS would deliver them. The outbox and the sweeper find what is left.',
    'Second and third tries come after one and two minutes of the virtual clock. No event is delivered twice unless a plan of faults asks for it; the second then has a request id of its own.',
  ],
  Template: [
    'Physical names are the stack and the logical id, without the random part that AWS adds.',
    'Policies of deletion and replacement have no effect: a stack is never updated or deleted here.',
    'Values of other stacks (`Fn::ImportValue`, `Fn::GetStackOutput`) and of the parameter store are refused.',
    'Dynamic references are resolved at each boot, where AWS resolves them at each deployment.',
  ],
  Alarms: [
    'Metrics come from lines in the embedded metric format and from the engines; only those that an alarm watches are kept, and no longer than an alarm looks back. What AWS itself measures and the laptop does not is refused by name.',
    'A measurement counts at the instant at which its line was written on the virtual clock, not at the `Timestamp` in the line. What a function measures that a schedule calls counts at the instant of the schedule, and where the schedule fired once for many instants (a moved clock, a laptop that slept or was off) at each of them.',
    'An alarm looks at its evaluation periods and no further back; AWS also looks at some periods before them, so that an alarm on missing data rings there some periods later. What was before the alarm was first there does not count as missing.',
    'Alarms are worked out each minute over whole minutes. Percentiles, periods under a minute, anomaly detection, composite alarms, actions other than topics, and metric math beyond numbers, + - * /, FILL, MAX, MIN and SUM are refused by name.',
    'A topic mails nobody: what it would mail is shown at `/_local/`. Subscriptions need no confirmation; other protocols are refused, and so is the key of AWS for a topic, under which no alarm can publish. Whether a key of your own lets CloudWatch use it only AWS can say.',
  ],
  Mail: [
    'Nothing leaves the laptop: what SES takes is shown at `/_local/` and `GET /_local/outbox`, the last 2,000 of them.',
    'Only `SendEmail` of SESv2 with a plain text is served. The domain of the sender is the identity that IAM is asked about; there is no sandbox, and no recipient has to be verified.',
    'Addresses at `refused.example` are refused for good, and those at `throttled.example` are throttled for ever. Nothing bounces later.',
    'The webhook is posted to the laptop itself: `GET /_local/webhooks` shows each message and whether its signature held.',
  ],
  Secrets: ['Generated once and kept in the data folder; they are not rotated, and only the current version is known.'],
};
