const OLDEST = 24;

/**
 * The runtime of the deployed functions, and the first Node with what the laptop needs (node:sqlite, type stripping).
 * Throws when this process runs on an older one, as happens outside npm scripts or after `npm ci --ignore-scripts`.
 */
export function requireNode(version: string = process.versions.node): void {
  if (Number.parseInt(version, 10) >= OLDEST) return;
  throw new Error(
    `Fabu needs Node ${OLDEST} or later; this is ${version}. Run it through npm, whose scripts bring Node ${OLDEST}: ` +
      'npm ci, then npm start or npm run synth (npm ci without --ignore-scripts).',
  );
}
