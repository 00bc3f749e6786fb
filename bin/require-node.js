const OLDEST = 24;

/**
 * The runtime of the deployed functions, and the first Node with what the laptop needs (node:sqlite, type stripping).
 * Throws when this process runs on an older one, as happens outside npm scripts or after `npm ci --ignore-scripts`.
 * Plain JavaScript: an older Node could not even read the TypeScript that would tell it so.
 *
 * @param {string} version
 */
export function requireNode(version = process.versions.node) {
  if (Number.parseInt(version, 10) >= OLDEST) return;
  throw new Error(
    `Fabu needs Node ${OLDEST} or later; this is ${version}. Run it through npm, whose scripts bring Node ${OLDEST}: ` +
      'npm ci, then npm start or npm run synth (npm ci without --ignore-scripts).',
  );
}
