interface EmfLine {
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly { readonly Metrics: readonly { readonly Name: string }[] }[] };
  readonly site?: string;
  readonly [name: string]: unknown;
}

/** What was measured, by site (`*` for the whole stage), out of the lines that functions wrote. */
export function measuredIn(lines: readonly string[]): Record<string, Record<string, unknown>> {
  const found: Record<string, Record<string, unknown>> = {};
  for (const line of lines.filter((each) => each.includes('"_aws"')).map((each) => JSON.parse(each) as EmfLine)) {
    const names = line._aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name));
    const site = line.site ?? '*';
    found[site] = { ...found[site], ...Object.fromEntries(names.map((name) => [name, line[name]])) };
  }
  return found;
}
