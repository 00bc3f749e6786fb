import { requireNode } from './require-node.js';

// npm runs this before the scripts that need it.
try {
  requireNode();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
